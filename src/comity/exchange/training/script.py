"""Scripts of a synthetic counterpart: what it answers to what, after how long, in words that a trainer can edit."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.common.strict_yaml import YamlFile, parse_yaml
from comity.exchange.documents.conditions import Condition, Limit, Use
from comity.exchange.documents.package import PackageType


class Answer(StrEnum):
    """What a counterpart can do with a request."""

    COMMENT = "comment"
    ACKNOWLEDGE = "acknowledge"
    ASK = "ask"
    CONSULT = "consult"
    POSTPONE = "postpone"
    ACCEPT = "accept"
    STATUS = "status"
    ANSWER_IN_PART = "answer_in_part"
    ANSWER = "answer"
    REFUSE = "refuse"


# What each answer is as a package, and the step of the other office that it stands for.
SENT_AS: dict[Answer, tuple[PackageType, str]] = {
    Answer.COMMENT: (PackageType.COMMENT, "comment"),
    Answer.ACKNOWLEDGE: (PackageType.STATUS, "acknowledge"),
    Answer.ASK: (PackageType.CLARIFICATION_ASKED, "ask_information"),
    Answer.CONSULT: (PackageType.CONSULTATION, "open_consultation"),
    Answer.POSTPONE: (PackageType.POSTPONEMENT, "postpone"),
    Answer.ACCEPT: (PackageType.STATUS, "accept"),
    Answer.STATUS: (PackageType.STATUS, "answer_status"),
    Answer.ANSWER_IN_PART: (PackageType.PARTIAL_RESULT, "executed_in_part"),
    Answer.ANSWER: (PackageType.RESULT, "executed_in_full"),
    Answer.REFUSE: (PackageType.REFUSAL, "refuse"),
}
_WAITS_FOR = frozenset(
    {PackageType.DRAFT, PackageType.REQUEST, PackageType.CLARIFICATION, PackageType.NOTICE, PackageType.WITHDRAWAL}
)
_FIELDS = frozenset(
    "on wait_seconds does text questions by expected_in_days answer_within_days ground article files conditions".split()
)
_LONGEST_WAIT = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """One answer: to what it waits, how long, what it is and says; days are counted from the day it is given."""

    does: Answer
    on: PackageType | None
    wait: dt.timedelta
    text: str
    questions: tuple[str, ...] = ()
    by: str = ""
    expected_in_days: int | None = None
    answer_within_days: int | None = None
    ground: str = ""
    article: str = ""
    files: tuple[tuple[str, str], ...] = ()
    conditions: tuple[Condition, ...] = ()

    def details(self, on: dt.date) -> dict[str, Any]:
        """What stands in the header of the answer, in the words that offices use."""
        found: dict[str, Any] = {"step": SENT_AS[self.does][1], "text": self.text, "training": True}
        found |= {"questions": list(self.questions)} if self.questions else {}
        found |= {"by": self.by} if self.by else {}
        for name, days in (("expected", self.expected_in_days), ("answer_by", self.answer_within_days)):
            found |= {name: (on + dt.timedelta(days=days)).isoformat()} if days is not None else {}
        found |= {"review_on": found["expected"]} if self.does is Answer.POSTPONE and "expected" in found else {}
        if self.does is Answer.REFUSE:
            found |= {"ground": self.ground, "article": self.article or None}
        return found


@dataclass(frozen=True, slots=True)
class Script:
    """A script with its title and what one practises with it."""

    title: str
    practises: str
    steps: tuple[ScriptStep, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """A package of a conversation: whether it came to the counterpart, what it was, and when."""

    incoming: bool
    type: PackageType
    at: dt.datetime


def next_step(script: Script, history: Sequence[Happened], at: dt.datetime) -> ScriptStep | None:
    """The answer that is due now; nothing where all were given, or it still waits for something or its time."""
    if any(one.incoming and one.type is PackageType.WITHDRAWAL for one in history):
        return None
    drafts = any(one.type is PackageType.DRAFT for one in history)
    steps = [step for step in script.steps if drafts or step.on is not PackageType.DRAFT]
    given = sum(not one.incoming for one in history)
    if not history or given >= len(steps):
        return None
    step = steps[given]
    last = max((place for place, one in enumerate(history) if not one.incoming), default=-1)
    if step.on is None:
        since: dt.datetime | None = history[-1].at
    else:
        since = next((one.at for one in history[last + 1 :] if one.incoming and one.type is step.on), None)
    return step if since is not None and at >= since + step.wait else None


def script_names() -> list[str]:
    """The scripts that come with the program."""
    folder = files("comity.exchange.training").joinpath("scripts")
    return sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml"))


def load_script(name: str) -> Script:
    """Read a script by its name, or from a file; what is wrong is told with its line."""
    if name in script_names():
        text = files("comity.exchange.training").joinpath("scripts", f"{name}.yaml").read_text("utf-8")
        return read_script(parse_yaml(text, f"{name}.yaml"))
    path = Path(name)
    if not path.is_file():
        raise BadInputError(f"'{name}' is no script (there are: {', '.join(script_names())}) and no file")
    return read_script(parse_yaml(path.read_text("utf-8"), str(path)))


def read_script(file: YamlFile) -> Script:
    """Read a script; unknown fields are refused, so that nothing is left out unnoticed."""
    data = file.data
    if not isinstance(data, dict) or not isinstance(data.get("steps"), list) or not data["steps"]:
        raise BadInputError("a script needs a title, what it practises, and steps", Place(file.name))
    unknown = set(data) - {"title", "practises", "steps"}
    if unknown:
        raise file.error("is not known", (min(unknown),))
    steps = tuple(_step(file, place, said) for place, said in enumerate(data["steps"]))
    return Script(str(data.get("title") or file.name), str(data.get("practises") or ""), steps)


def _step(file: YamlFile, place: int, said: Any) -> ScriptStep:  # noqa: ANN401 - as YAML gives it
    at: tuple[str | int, ...] = ("steps", place)
    if not isinstance(said, dict) or said.get("does") not in set(Answer):
        raise file.error(f"does must be one of: {', '.join(Answer)}", (*at, "does"))
    for name in said:
        if name not in _FIELDS:
            raise file.error("is not known", (*at, name))
    if said.get("on") is not None and said["on"] not in _WAITS_FOR:
        raise file.error(f"on must be one of: {', '.join(sorted(_WAITS_FOR))}", (*at, "on"))
    does = Answer(said["does"])
    if does is Answer.REFUSE and not said.get("ground"):
        raise file.error("a refusal needs its ground", (*at, "ground"))
    return ScriptStep(
        does=does,
        on=PackageType(said["on"]) if said.get("on") else None,
        wait=dt.timedelta(seconds=_whole(file, (*at, "wait_seconds"), said.get("wait_seconds") or 0, _LONGEST_WAIT)),
        text=str(said.get("text") or ""),
        questions=tuple(str(line) for line in said.get("questions") or ()),
        by=str(said.get("by") or ""),
        expected_in_days=_days(file, (*at, "expected_in_days"), said.get("expected_in_days")),
        answer_within_days=_days(file, (*at, "answer_within_days"), said.get("answer_within_days")),
        ground=str(said.get("ground") or ""),
        article=str(said.get("article") or ""),
        files=tuple((str(item["name"]), str(item["text"])) for item in said.get("files") or ()),
        conditions=tuple(_condition(file, (*at, "conditions"), item) for item in said.get("conditions") or ()),
    )


def _whole(file: YamlFile, at: tuple[str | int, ...], value: Any, most: int) -> int:  # noqa: ANN401
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise file.error(f"must be a whole number up to {most}", at)
    return value


def _days(file: YamlFile, at: tuple[str | int, ...], value: Any) -> int | None:  # noqa: ANN401
    return None if value is None else _whole(file, at, value, 3650)


def _condition(file: YamlFile, at: tuple[str | int, ...], said: Any) -> Condition:  # noqa: ANN401
    try:
        uses = tuple(Use(use) for use in said["uses"])
        return Condition(str(said.get("applies_to") or "*"), uses, Limit(said["limit"]), str(said["text"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise file.error("a condition needs uses, limit and text", at) from None
