"""The admissibility checklist of a received request: each ground with its article, the law room's view, our answer."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from comity.casework.identity import Identity
from comity.casework.requests.models import GroundAnswer, Request
from comity.casework.requests.received import received_routes

if TYPE_CHECKING:
    from comity.law.routes import Route
    from comity.law.rules import Finding


class Answer(StrEnum):
    """What the reviewer found; unknown is an answer, and is named wherever a decision is taken on it."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Group(StrEnum):
    """What a ground does: whether it has to hold, or whether help falls away where it holds."""

    CONDITION = "condition"
    MANDATORY_BAR = "mandatory_bar"
    OPTIONAL_BAR = "optional_bar"
    ASSURANCE = "assurance"
    POSTPONEMENT = "postponement"
    FORM = "form"


_WAITING = frozenset({"postponement", "pending_proceedings"})
_FORM = frozenset({"channel", "language", "authentication", "documents"})
_DECIDING = frozenset({"condition", "mandatory_bar", "optional_bar", "assurance"})
_BARRING = frozenset({Group.MANDATORY_BAR, Group.OPTIONAL_BAR, Group.POSTPONEMENT, Group.ASSURANCE})
_ABOUT_THE_DATA = "/day-after-checking"  # how current the data is, which no reading of the request can tell


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground with what the law room finds on the facts at hand, and the newest answer of a reviewer."""

    rule: str
    topic: str
    group: Group
    article: str
    because: str
    source: str
    suggested: str
    cure: str
    answer: GroundAnswer | None = None

    @property
    def instrument(self) -> str:
        """The treaty or law it stands in, by its id."""
        return self.rule.partition("/")[0]

    @property
    def said(self) -> str:
        """The answer, empty where there is none."""
        return self.answer.answer if self.answer else ""

    @property
    def stands(self) -> bool:
        """Whether it stands in the way: a condition or form that is not met, or a ground for refusal that is."""
        against = Answer.MET if self.group in _BARRING else Answer.NOT_MET
        return self.said == against

    @property
    def closes(self) -> bool:
        """Whether it leaves no choice: a condition that is not met, a mandatory ground for refusal that is."""
        return self.stands and self.group in {Group.CONDITION, Group.MANDATORY_BAR}

    @property
    def changed(self) -> bool:
        """Whether the law room finds something else than on the day of the answer."""
        return self.answer is not None and self.answer.suggested != self.suggested


@dataclass(frozen=True, slots=True)
class Checklist:
    """Every ground of the basis that applies, and what is still to be answered."""

    route: "Route | None"
    grounds: tuple[Ground, ...]

    @property
    def unanswered(self) -> tuple[Ground, ...]:
        """The grounds nobody has answered."""
        return tuple(ground for ground in self.grounds if not ground.said)

    @property
    def unknown(self) -> tuple[Ground, ...]:
        """The grounds of which a reviewer has said that it is not known."""
        return tuple(ground for ground in self.grounds if ground.said == Answer.UNKNOWN)

    @property
    def against(self) -> tuple[Ground, ...]:
        """The grounds that stand in the way."""
        return tuple(ground for ground in self.grounds if ground.stands)

    @property
    def complete(self) -> bool:
        """Whether there is a basis and every ground of it has an answer."""
        return bool(self.grounds) and not self.unanswered

    def named(self, rules: list[str]) -> tuple[Ground, ...]:
        """The grounds with these ids, in the order of the checklist."""
        return tuple(ground for ground in self.grounds if ground.rule in rules)

    def groups(self) -> list[tuple[Group, list[Ground]]]:
        """The grounds by what they do."""
        found = [(group, [ground for ground in self.grounds if ground.group is group]) for group in Group]
        return [(group, grounds) for group, grounds in found if grounds]


def checklist_for(request: Request, on: dt.date, who: Identity | None = None) -> Checklist:
    """The checklist on a day: the grounds of the basis that the reviewer applies, or of the best one there is."""
    routes = received_routes(request, on, who)
    route = applied(request, routes)
    if route is None:
        return Checklist(None, ())
    answers = {answer.rule: answer for answer in request.ground_answers.select_related("reviewer").order_by("pk")}
    grounds = [_ground(finding, answers) for finding in route.findings if _group(finding) is not None]
    order = list(Group)
    return Checklist(route, tuple(sorted(grounds, key=lambda ground: order.index(ground.group))))


def applied(request: Request, routes: "tuple[Route, ...]") -> "Route | None":
    """The basis the reviewer applies; where none is chosen the one the sender claims, otherwise the best."""
    for wanted in (request.basis, request.data.get("basis")):
        for route in routes:
            if wanted and route.basis.id == wanted:
                return route
    return routes[0] if routes else None


def _ground(finding: "Finding", answers: dict[str, GroundAnswer]) -> Ground:
    group = _group(finding) or Group.FORM
    return Ground(
        rule=finding.rule,
        topic=finding.topic,
        group=group,
        article=finding.article,
        because=finding.because,
        source=str(finding.source),
        # a rule of form says what a request must have, not whether this one has it: only its reader can tell
        suggested=Answer.UNKNOWN.value if group is Group.FORM else finding.outcome.value,
        cure=finding.cure,
        answer=answers.get(finding.rule),
    )


def _group(finding: "Finding") -> Group | None:
    """What a finding does on the checklist; None where there is nothing for a reviewer to answer."""
    if finding.outcome.value == "not_applicable" or finding.rule.endswith(_ABOUT_THE_DATA):
        return None
    effect = finding.effect.value
    if effect in _DECIDING:
        return Group(effect)
    if finding.topic in _WAITING:
        return Group.POSTPONEMENT
    return Group.FORM if finding.topic in _FORM else None
