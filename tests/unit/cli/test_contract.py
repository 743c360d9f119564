"""Every command of the law and drafting rooms prints the fields that other programs read, and one document only."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity.cli.commands import command_names, read_command

ROOT = Path(__file__).parents[3]
CASE = str(ROOT / "lawdata" / "cases" / "netherlands-united-states.yaml")
PAIR = ("--from", "CHE", "--to", "NLD")
DAY = ("--on", "2026-01-01")

# A shape: a table of field and shape, a list of one shape, or the type of a value; None beside a type may be null.
TEXT, LINES = str, [str]
MAYBE = (str, None)
STATUS = {"status": TEXT, "signed": MAYBE, "deposited": MAYBE, "in_force": MAYBE, "left": MAYBE, "sources": LINES}
FINDING = {
    "rule": TEXT,
    "outcome": ("met", "not_met", "unknown", "not_applicable"),
    "effect": ("condition", "mandatory_bar", "optional_bar", "assurance", "formality", "deadline"),
    "article": MAYBE,
    "because": TEXT,
    "facts": dict,
    "source": TEXT,
}
ROUTE = {
    "rank": int,
    "measure": TEXT,
    "basis": {"id": TEXT, "title": TEXT, "article": TEXT},
    "verdict": ("open", "conditional", "barred", "unavailable", "not_evidenced"),
    "findings": [FINDING],
    "questions": [{"fact": TEXT, "text": TEXT, "matters_for": LINES}],
    "channel": TEXT,
    "language": TEXT,
    "documents": list,
    "deadlines": list,
    "sources": LINES,
}
INSTRUMENT = {
    "id": TEXT,
    "title": TEXT,
    "kind": ("multilateral", "bilateral", "designation"),
    "purposes": LINES,
    "status": dict,
    "applies": ("yes", "no", "not_evidenced"),
    "why": LINES,
    "sources": LINES,
}
REVIEWED = {
    "rule": TEXT,
    "severity": ("blocking", "warning", "advice"),
    "where": TEXT,
    "text": TEXT,
    "cure": TEXT,
    "source": TEXT,
}
COMMANDS: dict[tuple[str, ...], object] = {
    ("instruments", "CHE", "NLD", *DAY): {"on": TEXT, "between": LINES, "instruments": [INSTRUMENT]},
    ("instruments", *DAY): {"on": TEXT, "between": list, "instruments": [INSTRUMENT]},
    ("parties", "UNCAC", "--state", "NLD", *DAY): {
        **STATUS,
        "instrument": TEXT,
        "state": TEXT,
        "on": TEXT,
        "declarations": list,
        "conflicts": list,
    },
    ("parties", "UNCAC", *DAY): {
        "states": [{"state": TEXT, **STATUS}],
        "evidenced": int,
        "published": [{"total": int, "as_of": TEXT, "source": TEXT}],
        "gap": (int, None),
    },
    ("route", *PAIR, "--measure", "extradition", *DAY): {
        "request": {"from": TEXT, "to": TEXT, "measure": TEXT, "conduct": list, "on": TEXT, "facts": dict},
        "routes": [ROUTE],
        "none_because": MAYBE,
    },
    ("route", *PAIR, "--measure", "any", *DAY): {"routes": [ROUTE], "none_because": MAYBE},
    ("facts",): [{"key": TEXT, "type": TEXT, "unit": MAYBE, "meaning": TEXT, "rules": LINES}],
    ("review", CASE, "--request", "freezing-che", *DAY): {"findings": [REVIEWED], "ready": bool},
    ("lifecycle",): {"states": list, "actions": [dict.fromkeys(("action", "from", "to"), TEXT)]},
    ("permissions",): [{"permission": TEXT, "any_of": [LINES]}],
}


def _slips(found: object, shape: object, path: str = "") -> list[str]:
    """Where an answer does not have the shape; fields beyond it are welcome."""
    if isinstance(shape, dict):
        if not isinstance(found, dict):
            return [f"{path} is no table"]
        missing = [f"{path}.{key} is missing" for key in shape if key not in found]
        known = (key for key in shape if key in found)
        return missing + [slip for key in known for slip in _slips(found[key], shape[key], f"{path}.{key}")]
    if isinstance(shape, list):
        if not isinstance(found, list):
            return [f"{path} is no list"]
        return [slip for at, item in enumerate(found) for slip in _slips(item, shape[0], f"{path}[{at}]")]
    return [] if _fits(found, shape) else [f"{path} is {found!r}"]


def _fits(found: object, shape: object) -> bool:
    if isinstance(shape, tuple):
        return any(_fits(found, option) for option in shape)
    return isinstance(found, shape) if isinstance(shape, type) else found == shape


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_prints_one_document_of_the_published_shape(
    comity: Callable[..., Any], command: tuple[str, ...]
) -> None:
    answer = comity(*command, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert _slips(json.loads(answer.out), COMMANDS[command])[:5] == []


def test_a_clock_tells_its_day_with_rule_article_calendar_and_reasoning(comity: Callable[..., Any]) -> None:
    rule = comity("clock", "--list", "--state", "NLD", "--json").json["clocks"][0]["rule"]
    answer = comity("clock", rule, "--event", "2026-01-05", "--state", "NLD", "--json").json
    shape = {"rule": TEXT, "event": TEXT, "due": MAYBE, "article": TEXT, "calendar": object, "reasoning": LINES}
    assert _slips(answer, shape) == []


def test_a_draft_says_which_three_files_it_wrote(comity: Callable[..., Any], tmp_path: Path) -> None:
    asked = ("draft", CASE, "--request", "freezing-che", "--out", str(tmp_path / "out"), "--as-draft", *DAY)
    answer = comity(*asked, "--json").json
    assert {Path(file).name for file in answer["files"]} == {"REQUEST.docx", "REQUEST.pdf", "REQUEST.json"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"REQUEST.docx", "REQUEST.pdf", "REQUEST.json"}
    again = comity("review", str(tmp_path / "out" / "REQUEST.json"), "--json").json
    assert _slips(again, {"findings": [REVIEWED], "ready": bool}) == []


@pytest.mark.parametrize(
    "command",
    [
        ("route", *PAIR, "--measure", "extradition", "--on", "2026-02-30"),
        ("route", "--from", "XX", "--to", "NLD", "--measure", "extradition"),
        ("parties", "NOPE"),
        ("instruments", "CHE"),
        ("clock", "nope", "--event", "2026-01-01"),
        ("review", "nowhere.yaml"),
        ("draft", "nowhere.yaml", "--request", "one", "--out", "out"),
    ],
    ids=lambda command: " ".join(command[:3]),
)
def test_bad_input_is_one_sentence_and_exit_code_two(
    comity: Callable[..., Any], command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = comity(*command, "--json")
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


def _answering(name: str, command: Any) -> dict[str, set[str]]:
    """Each command with its options; a group is told by its members."""
    if members := getattr(command, "commands", None):
        return {k: v for m in members for k, v in _answering(f"{name} {m}", members[m]).items()}
    return {name: {option for parameter in command.params for option in parameter.opts}}


def test_every_command_but_the_server_answers_in_json() -> None:
    every = {k: v for name in command_names() for k, v in _answering(name, read_command(name)).items()}
    assert "account agency" in every
    assert {name for name, options in every.items() if "--json" not in options} == {"serve"}
