"""The question put to the law: who may ask whom for what, on which day, with which facts known."""

import datetime as dt
from dataclasses import dataclass, field

from comity.law.facts import Facts
from comity.law.register import Register
from comity.law.register import register as shipped_register
from comity.law.situation import Situation
from comity.law.treaty_status import EvidencedStatus


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Two states, a day, the conduct as keys of the offence list, and the facts that are known.

    ``register`` says who is bound by what: the one that ships, or one in which something is supposed.
    """

    requesting: str
    requested: str
    on: dt.date
    conduct: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)
    register: Register = field(default_factory=shipped_register)

    @property
    def states(self) -> tuple[str, str]:
        """Give both states, the requesting one first."""
        return self.requesting, self.requested

    def situation(self, measure: str) -> Situation:
        """Give the situation in which rules on a measure are tested."""
        status = EvidencedStatus(self.register)
        return Situation(self.requesting, self.requested, self.on, measure, status, self.conduct, self.facts)
