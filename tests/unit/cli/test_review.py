import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from comity.casefile.loader import read_case
from comity.cli.review import register
from comity.common.errors import BadInputError
from comity.drafting.extract import case_extract

CASES = Path(__file__).parents[3] / "lawdata" / "cases"
DUTCH = CASES / "netherlands-united-states.yaml"
ON = ("--on", "2026-11-21")
KEYS = {"rule", "severity", "where", "text", "cure", "source"}


def run(*arguments: str) -> str:
    app = typer.Typer()
    register(app)
    result = CliRunner().invoke(app, ["review", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def answer(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--json"))
    return found


def sent(folder: Path, **changes: object) -> Path:
    file = read_case(DUTCH)
    extract = case_extract(file.file.data, file.case, file.case.request("freezing-che"))
    content = {
        "format": "comity-request/1",
        "request": "freezing-che",
        "date": "2026-11-21",
        "case": extract,
        **changes,
    }
    path = folder / "REQUEST.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def test_one_request_gives_its_findings_and_whether_it_may_be_signed() -> None:
    found = answer(str(DUTCH), "--request", "extradition-usa", *ON)
    assert set(found) == {"findings", "ready"}
    assert found["ready"] is True
    assert all(set(finding) == KEYS for finding in found["findings"])


def test_a_case_with_several_requests_says_whose_each_finding_is() -> None:
    found = answer(str(DUTCH), *ON)
    assert all(set(finding) == KEYS | {"request"} for finding in found["findings"])
    assert {finding["request"] for finding in found["findings"]} >= {"extradition-usa", "freezing-che"}


def test_every_shipped_request_may_be_signed() -> None:
    for case in sorted(CASES.glob("*.yaml")):
        blocking = [f for f in answer(str(case), *ON)["findings"] if f["severity"] == "blocking"]
        assert blocking == [], case.name


def test_a_request_that_travelled_is_reviewed_as_of_its_own_day(tmp_path: Path) -> None:
    assert answer(str(sent(tmp_path)))["ready"] is True
    late = answer(str(sent(tmp_path, date="2026-12-24")))
    assert "deadline-passed" in {finding["rule"] for finding in late["findings"]}
    assert late["ready"] is False


def test_a_blocked_request_is_told_in_one_sentence(tmp_path: Path) -> None:
    shown = run(str(sent(tmp_path, date="2026-12-24")))
    assert "may not be signed" in shown.splitlines()[-1]


def test_a_format_of_another_version_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="comity-request/9"):
        run(str(sent(tmp_path, format="comity-request/9")))


def test_a_request_without_its_case_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"REQUEST\.json"):
        run(str(sent(tmp_path, case=None)))


def test_an_unknown_request_is_bad_input() -> None:
    with pytest.raises(BadInputError, match="no request 'nothing'"):
        run(str(DUTCH), "--request", "nothing", *ON)


def test_a_basis_that_is_no_route_is_a_finding_and_not_an_end(tmp_path: Path) -> None:
    text = DUTCH.read_text(encoding="utf-8").replace("basis: NLD-USA-extradition", "basis: ETS024")
    case = tmp_path / "case.yaml"
    case.write_text(text, encoding="utf-8")
    found = answer(str(case), "--request", "extradition-usa", *ON)
    assert "basis-is-no-route" in {finding["rule"] for finding in found["findings"]}


def lesson(number: int, happened: str = "refused", state: str = "CHE") -> dict[str, str]:
    texts = {"text": "More was asked than shown.", "advice": f"Name the transfer, {number}.", "language": "en"}
    about = {"uid": f"00000000-0000-0000-0000-00000000000{number}", "state": state, "measure": "freezing"}
    return {**about, **texts, "happened": happened, "reason": "too_broad", "learnt_on": f"2026-0{number}-01"}


def test_what_earlier_requests_taught_stands_among_the_findings_as_advice(tmp_path: Path) -> None:
    bundle = tmp_path / "lessons.json"
    rows = [lesson(1), lesson(2), lesson(3), lesson(4, "succeeded"), lesson(5, state="FRA")]
    bundle.write_text(json.dumps({"format": "comity-lessons/1", "from": "URY", "lessons": rows}))
    asked = (str(DUTCH), "--request", "freezing-che", *ON)
    without, told = answer(*asked), answer(*asked, "--lessons", str(bundle))
    added = [row for row in told["findings"] if row not in without["findings"]]
    assert [(row["rule"], row["severity"]) for row in added] == [("lesson/too-broad", "advice")]
    assert added[0]["text"].startswith("3 requests to this state failed for this reason: More was asked")
    assert "Name the transfer, 1." in added[0]["cure"]
    assert "Name the transfer, 5." not in added[0]["cure"]
    assert told["ready"] == without["ready"]


def test_a_file_that_is_no_bundle_of_lessons_stops_the_review(tmp_path: Path) -> None:
    bundle = tmp_path / "lessons.json"
    bundle.write_text("{}")
    with pytest.raises(BadInputError, match="no bundle of lessons"):
        run(str(DUTCH), *ON, "--lessons", str(bundle))
