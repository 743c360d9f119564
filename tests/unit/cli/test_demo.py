"""The demo walks real case files through the real commands."""

from pathlib import Path

import pytest
import typer

from comity.cli import demo
from comity.common.errors import BadInputError, ComityError


@pytest.fixture
def bare() -> typer.Typer:
    app = typer.Typer()
    app.callback()(lambda: None)
    demo.register(app)
    return app


def test_it_names_the_commands_it_would_need(bare: typer.Typer) -> None:
    with pytest.raises(ComityError, match="lacks the commands route, review, draft"):
        bare(args=["demo"], standalone_mode=False)


def test_a_folder_without_a_case_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no case file"):
        demo.case_files(tmp_path)


def test_every_shipped_case_asks_something_of_another_state() -> None:
    for case in demo.case_files(demo.SHIPPED_CASES):
        requests = list(demo.requests_of(case))
        assert requests, case.name
        for request in requests:
            about = dict(zip(request.about[::2], request.about[1::2], strict=True))
            assert about["--from"] != about["--to"]
            assert about["--measure"].replace("_", " ") in request.title


def test_the_letters_of_each_request_get_a_folder_of_their_own() -> None:
    request = demo.CaseRequest(Path("case.yaml"), "r1", "", ("--from", "NLD"))
    route, review, draft = demo.steps(request, Path("out/case/r1"))
    assert route == ("route", "--from", "NLD")
    assert review == ("review", "case.yaml", "--request", "r1")
    assert draft == ("draft", "case.yaml", "--request", "r1", "--out", str(Path("out/case/r1")))


def test_facts_are_counted_where_a_person_reads_the_command() -> None:
    step = ("route", "--from", "NLD", "--fact", "person.age=40", "--to", "USA", "--fact", "purpose=prosecution")
    assert demo.shown(step) == "comity route --from NLD --to USA   (with 2 facts of the case as --fact KEY=VALUE)"
    assert demo.shown(("review", "my case.yaml")) == "comity review 'my case.yaml'"


def test_the_digest_tells_what_decides_a_route_and_counts_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    def finding(effect: str, outcome: str, because: str) -> dict[str, str]:
        return {"effect": effect, "outcome": outcome, "because": because, "rule": "X/y", "article": "3"}

    findings = [
        finding("condition", "met", "Both states punish it."),
        finding("mandatory_bar", "not_met", "No death penalty."),
        finding("optional_bar", "met", "The person is a national."),
        finding("condition", "unknown", "Nobody knows the penalty."),
        finding("formality", "met", "Send it through the ministry."),
        finding("mandatory_bar", "not_applicable", "Concerns enforcement only."),
    ]
    demo.digest_findings({"rank": 1, "findings": findings, "questions": [{"fact": "a.b", "text": "How long?"}]})
    assert capsys.readouterr().out.splitlines() == [
        "   On route 1: 2 of 4 conditions and bars are clear.",
        "   - optional bar met: The person is a national. [X/y, art. 3]",
        "   - condition unknown: Nobody knows the penalty. [X/y, art. 3]",
        "   ? How long? [a.b]",
    ]


def test_no_route_is_said_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    basis = {"id": "X", "title": "Treaty X", "article": "1"}
    routes = [{"rank": 1, "verdict": "not_evidenced", "basis": basis, "ranked_because": "", "findings": []}]
    demo.digest_route({"routes": routes, "none_because": "No route is evidenced."})
    assert capsys.readouterr().out.splitlines() == ["   not evidenced: X", "No route is evidenced."]
