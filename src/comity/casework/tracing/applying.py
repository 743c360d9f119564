"""Which of the rules of a trace the requested state applies, for which purpose, and what is not evidenced."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.common.truth import Truth


@dataclass(frozen=True, slots=True)
class Applied:
    """One rule on file that a rule of the trace computes: for one purpose, on one authority.

    ``certain`` is false where nobody has evidenced since when it holds: then it may apply, and no more is said.
    """

    state: str
    purpose: str
    authority: str
    certain: bool


def applied(answer: Mapping[str, Any]) -> dict[str, list[Applied]]:
    """The rules on file by the rule of the trace that computes them, those that are evidenced first."""
    found: dict[str, list[Applied]] = {}
    for law in answer.get("law", ()):
        if law["computed_by"]:
            one = Applied(law["state"], law["purpose"], law["authority"], law["in_force"] == Truth.TRUE.value)
            found.setdefault(law["computed_by"], []).append(one)
    return {rule: sorted(laws, key=lambda one: not one.certain) for rule, laws in found.items()}


def authority_for(answer: Mapping[str, Any], rule: str) -> str:
    """For a statement: on whose authority a rule applies and for which purpose; nothing where that is not evidenced."""
    laws = [one for one in applied(answer).get(rule, ()) if one.certain]
    return "; ".join(f"applied in {one.state} for {one.purpose} on the authority of {one.authority}" for one in laws)
