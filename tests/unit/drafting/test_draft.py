"""A request is written with the parts the drafter chose, in one language or in several."""

import copy
import dataclasses
import datetime as dt
from typing import Any

import pytest

from comity.casefile.case import Case
from comity.casefile.loader import case_from_data, read_case
from comity.cli.shipped_cases import shipped_cases
from comity.common.errors import BadInputError
from comity.drafting.blocks import all_runs, plain_text
from comity.drafting.chosen_route import chosen_route, routes_of
from comity.drafting.draft import Draft, draft_request, write_letter
from comity.drafting.language_versions import LanguageVersionError, language_versions
from comity.drafting.review.finding import Severity

ON = dt.date(2026, 11, 21)
FILE = read_case(shipped_cases() / "netherlands-united-states.yaml")


def changed(request_id: str, **values: Any) -> Case:
    data = copy.deepcopy(FILE.file.data)
    next(row for row in data["requests"] if row["id"] == request_id).update(values)
    return case_from_data(data)


def text_of(case: Case, request_id: str) -> str:
    request = case.request(request_id)
    route = chosen_route(request, routes_of(case, request, ON))
    return plain_text(tuple(all_runs(write_letter(case, request, route, ON, "en").blocks)))


def test_the_drafter_adds_a_part_and_leaves_one_out() -> None:
    chosen = {"with": ["trace_further"], "without": ["hear_before_lifting"]}
    usual, other = text_of(FILE.case, "freezing-che"), text_of(changed("freezing-che", letter=chosen), "freezing-che")
    assert ("identify and trace" in usual, "lifting of the measure" in usual) == (False, True)
    assert ("identify and trace" in other, "lifting of the measure" in other) == (True, False)


def test_a_part_the_letter_does_not_have_is_answered_with_those_it_has() -> None:
    case = changed("freezing-che", letter={"with": ["mercy"]})
    with pytest.raises(BadInputError, match=r"no optional part 'mercy' \(parts: .*trace_further"):
        text_of(case, "freezing-che")


def test_an_undertaking_with_a_part_of_its_own_is_not_listed_again() -> None:
    text = text_of(FILE.case, "freezing-che")
    assert text.count("unless the requested State ") == 1
    assert text_of(changed("return-che", undertakings=["costs"]), "return-che").count("extraordinary costs") == 1


def test_one_finding_that_would_sink_the_request_is_enough_to_stop_its_letter() -> None:
    draft = draft_request(FILE, "freezing-che", ON)
    kinds = {finding.severity for finding in draft.findings}
    assert kinds - {Severity.BLOCKING}, "without another finding this test would say nothing"
    sinks = dataclasses.replace(draft.findings[0], severity=Severity.BLOCKING)
    rest = tuple(finding for finding in draft.findings if finding.severity is not Severity.BLOCKING)
    assert dataclasses.replace(draft, findings=rest).ready
    assert not dataclasses.replace(draft, findings=(*rest, sinks)).ready


def test_the_same_language_is_not_written_twice() -> None:
    draft = draft_request(FILE, "freezing-che", ON)
    versions = language_versions(FILE.case, draft, ["en", "fr", "en"], as_draft=False)
    assert [version.document.language for version in versions] == ["en"]


def test_a_marked_draft_may_hold_an_untranslated_text_but_no_other_number() -> None:
    untranslated = changed("freezing-che", purpose={"fr": "Conserver le compte A."})
    draft = draft_request(FILE, "freezing-che", ON)
    with pytest.raises(LanguageVersionError, match="'purpose' is not written in 'en'"):
        language_versions(untranslated, _of(untranslated, draft), ["en"], as_draft=False)
    assert len(language_versions(untranslated, _of(untranslated, draft), ["en"], as_draft=True)) == 1
    different = changed("freezing-che", purpose={"fr": "Bloquer {money 5.00 EUR}.", "en": "Freeze {money 6.00 EUR}."})
    written = _of(different, draft)
    with pytest.raises(LanguageVersionError, match=r"'5.00 EUR' stands 1 times"):
        language_versions(different, written, ["en"], as_draft=True)


def _of(case: Case, draft: Draft) -> Draft:
    request = case.request(draft.request.id)
    rendered = write_letter(case, request, draft.route, ON, "fr")
    return dataclasses.replace(draft, request=request, rendered=rendered)
