"""What the sender's conditions on a file mean in the register of evidence, whose limits every use is held to."""

import datetime as dt
from collections.abc import Sequence

from comity.casework.evidence.limits import Limits, Purpose, Secrecy
from comity.exchange.documents.conditions import Condition, Use

# A use of the exchange that is limited -> the purposes of the register that fall away until the sender consents.
_PURPOSES: dict[Use, tuple[Purpose, ...]] = {
    Use.EXECUTION: (Purpose.INVESTIGATION,),
    Use.COURT: (Purpose.PROSECUTION, Purpose.CONFISCATION, Purpose.EXTRADITION),
    Use.OTHER_PROCEEDINGS: (Purpose.ADMINISTRATIVE, Purpose.CIVIL),
    Use.INTELLIGENCE: (Purpose.INTELLIGENCE,),
}


def limits_by(
    conditions: Sequence[Condition], path: str, conduct: Sequence[str], until: dt.date | None, on: dt.date
) -> Limits:
    """The limits of one file; a condition on a field binds every file, because any of them may hold the field.

    ``conduct`` are the sets of facts that the request is about: where other proceedings are limited, only for them.
    """
    uses = {use for use in Use if any(_binds(condition, path, use, on) for condition in conditions)}
    gone = {purpose for use in uses for purpose in _PURPOSES.get(use, ())}
    shown = Secrecy.AUTHORITIES if uses & {Use.PUBLICATION, Use.DEFENCE} else Secrecy.NONE
    return Limits(
        purposes=tuple(purpose for purpose in Purpose if purpose not in gone) if gone else (),
        conduct=tuple(conduct) if Use.OTHER_PROCEEDINGS in uses else (),
        onward=Use.OTHER_STATE not in uses,
        secrecy=shown,
        expires=until,
    )


def _binds(condition: Condition, path: str, use: Use, on: dt.date) -> bool:
    if condition.applies_to.startswith("/"):
        return use in condition.uses and (condition.until is None or on <= condition.until)
    return condition.binds(path, use, on)
