"""From the outcomes of the rules to one verdict, and the questions whose answers could change it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from comity.common.truth import Truth
from comity.law.facts import fact_keys
from comity.law.rules import Effect, Judgement, Outcome


class Verdict(StrEnum):
    """Whether a route can be taken."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    NOT_EVIDENCED = "not_evidenced"
    BARRED = "barred"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Question:
    """A fact whose answer can change the verdict, put as a person is asked, with the rules that wait for it.

    ``evidence`` is what the data knows that helps to answer; it is a lead for a person and never the answer itself.
    """

    fact: str
    text: str
    matters_for: tuple[str, ...]
    evidence: tuple[str, ...] = ()


_BARRING = frozenset({Effect.CONDITION, Effect.MANDATORY_BAR})
_DECIDING = frozenset({Effect.CONDITION, Effect.MANDATORY_BAR, Effect.OPTIONAL_BAR, Effect.ASSURANCE})


def bars(judgement: Judgement) -> bool:
    """Whether this result alone closes the route."""
    if judgement.effect is Effect.CONDITION:
        return judgement.outcome is Outcome.NOT_MET
    return judgement.effect is Effect.MANDATORY_BAR and judgement.outcome is Outcome.MET


def qualifies(judgement: Judgement) -> bool:
    """Whether this result alone keeps the route from being open, whatever else is found."""
    if judgement.effect in {Effect.OPTIONAL_BAR, Effect.ASSURANCE} and judgement.outcome is Outcome.MET:
        return True
    return judgement.law_unknown and judgement.effect in _DECIDING


def conclude(available: Truth, judgements: Sequence[Judgement]) -> Verdict:
    """Give the verdict on a basis: whether it is available between the two states, and what its rules found."""
    if available is Truth.FALSE:
        return Verdict.UNAVAILABLE
    if any(bars(judgement) for judgement in judgements):
        return Verdict.BARRED
    if available is Truth.UNKNOWN or any(
        judgement.law_unknown and judgement.effect is Effect.CONDITION for judgement in judgements
    ):
        return Verdict.NOT_EVIDENCED
    unsettled = any(j.outcome is Outcome.UNKNOWN and j.effect in _DECIDING for j in judgements)
    return Verdict.CONDITIONAL if unsettled or any(map(qualifies, judgements)) else Verdict.OPEN


def questions(verdict: Verdict, results: Iterable[tuple[str, Judgement]]) -> tuple[Question, ...]:
    """Ask only for facts that can change the verdict; ``results`` pairs each rule's id with its judgement."""
    if verdict in {Verdict.OPEN, Verdict.BARRED, Verdict.UNAVAILABLE}:
        return ()
    held = list(results)
    settled = verdict is Verdict.NOT_EVIDENCED or any(qualifies(judgement) for _, judgement in held)
    effects = _BARRING if settled else _DECIDING
    waiting: dict[str, list[str]] = {}
    for rule, judgement in held:
        if judgement.effect in effects and (judgement.can_harm or not settled):
            for key in judgement.undecided:
                waiting.setdefault(key, []).append(rule)
    catalogue = fact_keys()
    return tuple(Question(key, catalogue[key].question, tuple(rules)) for key, rules in waiting.items())
