"""Every rule of the review fires where it should and is silent where it should be."""

import copy
import dataclasses
import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from comity.casefile.loader import case_from_data
from comity.common.errors import BadInputError
from comity.common.strict_yaml import load_yaml
from comity.drafting.chosen_route import chosen_route, routes_of
from comity.drafting.draft import write_letter
from comity.drafting.letter_render import Missing
from comity.drafting.review.finding import Severity
from comity.drafting.review.reviewing import review_request, review_rules
from comity.drafting.review.rule import Submission

ROOT = Path(__file__).parents[4]
TABLE = load_yaml(Path(__file__).parent / "rules.yaml").data
ROWS: dict[str, dict[str, Any]] = TABLE["rules"]
ON = dt.date(2026, 11, 21)
NEEDS_A_LETTER = {"letter-has-blanks"}
STEP = re.compile(r"([^.\[\]]+)|\[([^\]]+)\]")


@cache
def shipped(case: str) -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(ROOT / "lawdata" / "cases" / f"{case}.yaml").data
    return data


def changed(data: dict[str, Any], request: str, changes: dict[str, Any]) -> dict[str, Any]:
    whole = copy.deepcopy(data)
    for path, value in changes.items():
        put(whole, re.sub(r"^request\b", f"requests[{request}]", path), value)
    return whole


def put(whole: Any, path: str, value: Any) -> None:
    """Set the value at a path; null takes it away."""
    *above, last = [plain or bracketed for plain, bracketed in STEP.findall(path)]
    holder = whole
    for key in above:
        holder = holder.setdefault(key, {}) if isinstance(holder, dict) else holder[position(holder, key)]
    key = position(holder, last) if isinstance(holder, list) else last
    if value is not None:
        holder[key] = value
    else:
        del holder[key]


def position(records: list[Any], key: str) -> int:
    if key.isdigit():
        return int(key)
    return next(index for index, record in enumerate(records) if record["id"] == key)


def submission(alias: str, changes: dict[str, Any] | None, measure: str | None = None) -> Submission:
    return changed_submission(alias, changes, measure) if changes else shipped_submission(alias, measure)


@cache
def shipped_submission(alias: str, measure: str | None) -> Submission:
    return changed_submission(alias, {}, measure)


def changed_submission(alias: str, changes: dict[str, Any], measure: str | None) -> Submission:
    name, request_id = TABLE["requests"][alias]
    data = changed(shipped(name), request_id, {"request.measure": measure} if measure else {})
    if measure:
        next(r for r in data["requests"] if r["id"] == request_id).pop("basis", None)
    case = case_from_data(changed(data, request_id, changes))
    request = case.request(request_id)
    found = routes_of(case, request, ON)
    try:
        route = chosen_route(request, found)
    except BadInputError:
        route = found[0]
    return Submission(case, request, route, ON)


def fired(rule: str, about: Submission) -> list[str]:
    return [finding.text for finding in review_rules()[rule].review(about)]


def test_the_table_has_every_rule() -> None:
    assert set(review_rules()) - NEEDS_A_LETTER == set(ROWS)


@pytest.mark.parametrize("rule", ROWS)
def test_a_rule_fires_on_what_it_is_about(rule: str) -> None:
    row = ROWS[rule]
    assert fired(rule, submission(row["in"], row.get("fires"), row.get("measure")))


@pytest.mark.parametrize("rule", ROWS)
def test_a_rule_is_silent_on_what_is_in_order(rule: str) -> None:
    row = ROWS[rule]
    about = submission(row.get("silent_in", row["in"]), row.get("silent"), row.get("measure"))
    assert about.request.measure in review_rules()[rule].measures or "silent_in" in row
    assert fired(rule, about) == []


def test_a_letter_with_open_fields_is_found() -> None:
    about = submission("usa", {})
    letter = write_letter(about.case, about.request, about.route, ON, "en")
    whole = dataclasses.replace(letter, missing=())
    blank = dataclasses.replace(letter, missing=(Missing("place", 3),))
    assert fired("letter-has-blanks", dataclasses.replace(about, rendered=whole)) == []
    assert fired("letter-has-blanks", dataclasses.replace(about, rendered=blank))


@pytest.mark.parametrize("alias", TABLE["requests"])
def test_a_shipped_request_may_be_signed(alias: str) -> None:
    about = submission(alias, {})
    findings = review_request(about.case, about.request, about.route, ON)
    assert [finding for finding in findings if finding.severity is Severity.BLOCKING] == []


def test_what_is_gravest_stands_first() -> None:
    about = submission("usa", {"request.purpose": None})
    severities = [finding.severity for finding in review_request(about.case, about.request, about.route, ON)]
    assert severities == sorted(severities, key=list(Severity).index)
    assert severities[0] is Severity.BLOCKING
