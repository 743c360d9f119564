"""Life cycles as tables: in which state which action leads where, under which guard, with which clock and event."""

from comity.casework.lifecycle.asset import ASSET
from comity.casework.lifecycle.extradition import EXTRADITION
from comity.casework.lifecycle.guards import GUARDS, Condition
from comity.casework.lifecycle.incoming import INCOMING
from comity.casework.lifecycle.outgoing import OUTGOING
from comity.casework.lifecycle.table import Lifecycle, Step

LIFECYCLES: dict[str, Lifecycle] = {table.name: table for table in (OUTGOING, INCOMING, EXTRADITION, ASSET)}

__all__ = ["ASSET", "EXTRADITION", "GUARDS", "INCOMING", "LIFECYCLES", "OUTGOING", "Condition", "Lifecycle", "Step"]
