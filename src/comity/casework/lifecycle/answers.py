"""A life cycle in the shape that other programs read."""

from typing import Any

from comity.casework.lifecycle import GUARDS, LIFECYCLES
from comity.casework.lifecycle.guards import SENTENCES


def lifecycle_data(name: str) -> dict[str, Any]:
    """Give a life cycle in the shape that other programs read."""
    table = LIFECYCLES[name]
    used = {step.guard for step in table.steps if step.guard}
    return {
        "lifecycle": table.name,
        "states": table.states,
        "actions": [
            {
                "action": step.action,
                "from": step.state,
                "to": step.to,
                "guard": step.guard or None,
                "clock": step.clock or None,
                "event": step.event,
            }
            for step in table.steps
        ],
        "guards": {guard: [SENTENCES[c] for c in parts] for guard, parts in GUARDS.items() if guard in used},
    }
