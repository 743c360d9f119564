"""What only some transfers and accounts of a ledger have, kept so that no question has to look for it again."""

from array import array
from typing import Any

from comity.tracing.ledger import Ledger


def labelled(ledger: Ledger) -> dict[str, Any]:
    """The transfers under an origin label, and which."""
    rows = _where(ledger.origin)
    return {"labelled.row": rows, "labelled.origin": array("i", (int(ledger.origin[row]) for row in rows))}


def selves(ledger: Ledger) -> "array[int]":
    """The transfers from an account to itself."""
    if hasattr(ledger.sender, "dtype"):
        return array("q", (ledger.sender == ledger.receiver).nonzero()[0].tolist())
    pairs = enumerate(zip(ledger.sender, ledger.receiver, strict=True))
    return array("q", (row for row, (s, r) in pairs if s == r))


def below_nothing(ledger: Ledger) -> dict[str, Any]:
    """Accounts that go below nothing, with the transfer where they first do, and whether it is their first payment."""
    from comity.tracing.scan import first_below_nothing  # noqa: PLC0415 - the scan reads the ledger, not the index

    found = first_below_nothing(ledger)
    return {
        "below.account": array("i", (account for account, _, _ in found)),
        "below.row": array("q", (row for _, row, _ in found)),
        "below.first_payment": array("i", (1 if started else 0 for _, _, started in found)),
    }


def _where(column: Any) -> "array[int]":  # noqa: ANN401 - an array or a numpy array
    if hasattr(column, "dtype"):
        return array("q", column.nonzero()[0].tolist())
    return array("q", (row for row, value in enumerate(column) if value))
