"""Debits and credits that may be one transfer, as the page of a ledger offers them to a person."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.tracing.statements.assemble import Assembled
    from comity.tracing.statements.matching import Booked, Match

MOST_PAIRS = 300
"""So many pairs are offered on a page: those taken with the lowest score first, then the best of the others."""


def pairs_offered(result: "Assembled") -> list[dict[str, Any]]:
    """The pairs of a ledger as its page shows them, what is least certain first."""
    taken = sorted(result.matches, key=lambda match: (not match.ambiguous, match.score, match.debit.id))
    offered = [*((match, True) for match in taken), *((match, False) for match in result.weaker)]
    return [_pair(match, taken=was) for match, was in offered[:MOST_PAIRS]]


def _pair(match: "Match", *, taken: bool) -> dict[str, Any]:
    return {
        "debit": match.debit.id,
        "credit": match.credit.id,
        "from": _booked(match.debit),
        "to": _booked(match.credit),
        "score": f"{match.score:.2f}",
        "because": list(match.because),
        "rate": str(match.rate or ""),
        "taken": taken,
        "ambiguous": match.ambiguous,
    }


def _booked(item: "Booked") -> str:
    from comity.tracing.minor_units import to_text  # noqa: PLC0415 - a room that only this work needs

    parts = (item.entry.day.isoformat(), item.account, f"{to_text(item.entry.amount, item.decimals)} {item.currency}")
    return " · ".join(part for part in (*parts, item.entry.description) if part)
