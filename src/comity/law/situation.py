"""The situation a rule is tested in: who asks whom, on which day, for which conduct, with which facts."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Protocol

from comity.common.truth import Truth
from comity.law.facts import Facts


class TreatyStatus(Protocol):
    """What the tests need to know of treaties; the register of states' status answers it."""

    def bound(self, instrument: str, state: str, on: dt.date) -> Truth:
        """Whether a state is bound by an instrument on a day."""

    def in_force_between(self, purpose: str, states: tuple[str, str], on: dt.date) -> Truth:
        """Whether some instrument with a purpose binds both states on a day; false only where a source says so."""

    def without_treaty(self, state: str, measure: str, on: dt.date) -> str:
        """What a state's own law does without a treaty: yes, reciprocity, no, ..., or not_evidenced."""

    def accepts_as_basis(self, instrument: str, state: str, on: dt.date) -> Truth:
        """Whether a state has notified that it takes a convention as its legal basis."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One question to the law: the two states, the day, the measure, the conduct and what is known."""

    requesting: str
    requested: str
    on: dt.date
    measure: str
    status: TreatyStatus
    conduct: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)

    def state(self, role: str) -> str:
        """Name the state in a role; any other text is a state's own code."""
        if role == "requesting":
            return self.requesting
        return self.requested if role == "requested" else role
