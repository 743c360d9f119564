"""What the data says of treaties between two states: the answers that tests about status ask for."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache

from comity.common.truth import Truth
from comity.law.bilateral import bilaterals
from comity.law.instruments import instruments
from comity.law.profiles import national_laws
from comity.law.register import Register
from comity.law.register import register as shipped_register
from comity.law.store import read_data


@dataclass(frozen=True, slots=True)
class EvidencedStatus:
    """Answers from a register of parties, the bilateral treaties and the states' own laws."""

    register: Register = field(default_factory=shipped_register)

    def bound(self, instrument: str, state: str, on: dt.date) -> Truth:
        """Whether a state is bound; an instrument without a list of parties is not evidenced for anybody."""
        return self.register.bound(instrument, state, on) if instrument in listed() else Truth.UNKNOWN

    def bound_between(self, instrument: str, states: tuple[str, str], on: dt.date) -> Truth:
        """Whether an instrument binds two states towards each other."""
        return self.register.bound_between(instrument, *states, on) if instrument in listed() else Truth.UNKNOWN

    def in_force_between(self, purpose: str, states: tuple[str, str], on: dt.date) -> Truth:
        """True where one instrument with the purpose is in force; never false, for nobody has counted them all."""
        for treaty in bilaterals().between(*states, purpose):
            if bilaterals().bound(treaty.id, on) is Truth.TRUE:
                return Truth.TRUE
        for instrument in with_purpose(purpose):
            if self.register.bound_between(instrument, *states, on) is Truth.TRUE:
                return Truth.TRUE
        return Truth.UNKNOWN

    def without_treaty(self, state: str, measure: str, on: dt.date) -> str:
        """What a state's own law in force on a day does without a treaty, or not_evidenced."""
        return own_law_answers(state, on).get(measure, "not_evidenced")

    def accepts_as_basis(self, instrument: str, state: str, on: dt.date) -> Truth:  # noqa: ARG002
        """What a state has notified about a convention as its legal basis."""
        return _basis_notifications().get((instrument, state), Truth.UNKNOWN)


@cache
def listed() -> frozenset[str]:
    """Return the instruments that have a list of parties."""
    return frozenset(shipped_register().instruments)


@cache
def with_purpose(purpose: str) -> tuple[str, ...]:
    """Return the multilateral instruments with a purpose that are bases of their own for it."""
    return tuple(name for name in shipped_register().instruments if purpose in _purposes(name))


def _purposes(name: str) -> tuple[str, ...]:
    """Where the provisions have been read they say what an instrument is for; otherwise its list of parties does."""
    known = instruments().get(name)
    return known.purposes if known else shipped_register().instrument(name).purposes


@cache
def own_law_answers(state: str, on: dt.date) -> dict[str, str]:
    """Collect what a state's laws in force on a day say of measures without a treaty."""
    valid = [law for law in national_laws(state) if law.get("in_force_from", "") <= on.isoformat()]
    return {measure: answer for law in valid for measure, answer in law["without_treaty"].items()}


@cache
def _basis_notifications() -> dict[tuple[str, str], Truth]:
    return {
        (row["instrument"], row["state"]): Truth.of(row["accepts_as_basis"])
        for row in read_data("notifications.json")
        # What a statute lets one infer is no notification: it is shown as a lead and decides nothing.
        if "accepts_as_basis" in row and not row.get("inferred")
    }
