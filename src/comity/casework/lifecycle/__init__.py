"""Life cycles as tables: in which state which action leads where, under which guard, with which clock and event."""

from comity.casework.lifecycle.agreement import AGREEMENT
from comity.casework.lifecycle.asset import ASSET
from comity.casework.lifecycle.claim import CLAIM
from comity.casework.lifecycle.entry_consultation import ENTRY_CONSULTATION
from comity.casework.lifecycle.extradition import EXTRADITION
from comity.casework.lifecycle.guards import GUARDS, Condition, GuardError
from comity.casework.lifecycle.incoming import INCOMING
from comity.casework.lifecycle.outgoing import OUTGOING
from comity.casework.lifecycle.person_request import PERSON_REQUEST
from comity.casework.lifecycle.returning import RETURN
from comity.casework.lifecycle.screening_hit import SCREENING_HIT
from comity.casework.lifecycle.table import Lifecycle, Step

LIFECYCLES: dict[str, Lifecycle] = {
    table.name: table
    for table in (
        OUTGOING,
        INCOMING,
        EXTRADITION,
        RETURN,
        PERSON_REQUEST,
        ASSET,
        CLAIM,
        AGREEMENT,
        SCREENING_HIT,
        ENTRY_CONSULTATION,
    )
}

__all__ = [
    "AGREEMENT",
    "ASSET",
    "CLAIM",
    "ENTRY_CONSULTATION",
    "EXTRADITION",
    "GUARDS",
    "INCOMING",
    "LIFECYCLES",
    "OUTGOING",
    "PERSON_REQUEST",
    "RETURN",
    "SCREENING_HIT",
    "Condition",
    "GuardError",
    "Lifecycle",
    "Step",
]
