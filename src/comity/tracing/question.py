"""What is traced: the money an account paid out, certain transfers, or all money that came in under a label."""

import datetime as dt
from array import array
from dataclasses import dataclass

from comity.common.errors import BadInputError, Place
from comity.tracing.columns import Column, Sparse
from comity.tracing.ledger import OUTSIDE, Ledger
from comity.tracing.minor_units import to_minor
from comity.tracing.seeds import WITHOUT_LIMIT, Seeds


@dataclass(frozen=True, slots=True)
class Question:
    """The money to follow: of one ``account`` (up to ``amount``), of some ``transfers``, or of every origin label."""

    account: str = ""
    amount: str = ""
    transfers: tuple[str, ...] = ()
    origins: bool = False
    until: dt.date | None = None


def seeds_of(question: Question, ledger: Ledger) -> Seeds:
    """Find the transfers with which the traced money begins."""
    asked = [bool(question.account), bool(question.transfers), question.origins]
    if sum(asked) != 1:
        raise BadInputError("say what to trace: one of --from ACCOUNT, --transfer ID, or --origins")
    if question.amount and not question.account:
        raise BadInputError("--amount goes with --from ACCOUNT")
    rows = len(ledger) if question.until is None else _until(question.until, ledger)
    if question.origins:
        return _by_origin(ledger, rows)
    return _by_transfer(question, ledger, rows) if question.transfers else _by_account(question, ledger, rows)


def _until(day: dt.date, ledger: Ledger) -> int:
    if ledger.timed == "sequence":
        raise BadInputError("--until needs times, and this ledger has only sequence numbers", Place(ledger.name))
    return ledger.until(day)


def _by_account(question: Question, ledger: Ledger, rows: int) -> Seeds:
    number = ledger.account(question.account)
    if number is None or number == OUTSIDE:
        raise BadInputError(
            f"the account '{question.account}' is not in the ledger", Place(ledger.name, field="--from")
        )
    place = Place(field="--amount")
    cap = to_minor(question.amount, ledger.decimals, place) if question.amount else WITHOUT_LIMIT
    if cap <= 0:
        raise BadInputError("must be more than nothing", place)
    colour = ledger.paid_by(number)
    if 1 not in colour[:rows]:
        raise BadInputError(f"the account '{question.account}' pays nothing out", Place(ledger.name, field="--from"))
    return Seeds(colour, (0, cap), ("", question.account), rows)


def _by_transfer(question: Question, ledger: Ledger, rows: int) -> Seeds:
    wanted = {name: number for number, name in enumerate(dict.fromkeys(question.transfers), start=1)}
    found = ledger.rows_of(wanted)
    for name in wanted:
        if name not in found:
            raise BadInputError(f"the transfer '{name}' is not in the ledger", Place(ledger.name, field="--transfer"))
        if found[name] >= rows:
            raise BadInputError(f"the transfer '{name}' is later than --until", Place(ledger.name, field="--transfer"))
    colour: Column = array("i", bytes(4 * len(ledger))) if ledger.index is None else Sparse(dict, len(ledger))
    for name, row in found.items():
        colour[row] = wanted[name]
    return Seeds(colour, (0, *(WITHOUT_LIMIT for _ in wanted)), ("", *wanted), rows)


def _by_origin(ledger: Ledger, rows: int) -> Seeds:
    if len(ledger.origins) == 1:
        raise BadInputError("no money that comes from outside has an origin", Place(ledger.name, field="origin"))
    return Seeds(ledger.origin, (0, *(WITHOUT_LIMIT for _ in ledger.origins[1:])), ledger.origins, rows)
