"""Keeping the index of a ledger as a file, and opening it again as the ledger itself."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from comity.tracing.caveats import Caveat
from comity.tracing.index.build import entries_of
from comity.tracing.index.entries import Entries
from comity.tracing.index.index import Index, Low
from comity.tracing.index.sections import read_sections, write_sections
from comity.tracing.index.texts import Blank, KeptTexts, LineNames, columns_of
from comity.tracing.index.way import Way
from comity.tracing.ledger import Ledger
from comity.tracing.ties import other_order

_SIDES = ("sender", "receiver", "amount")
_TOLD = ("name", "digest", "currency", "decimals", "timed")


def index_write(
    ledger: Ledger,
    path: Path,
    *,
    as_it_stands: bool = True,
    entries: Entries | None = None,
    compiled: bool | None = None,
) -> dict[str, Any]:
    """Index a ledger into a file; ``entries`` where they were made elsewhere. Gives what was written.

    ``as_it_stands`` is not so where rates or opening balances were given with the ledger's file.
    """
    columns: dict[str, Any] = {name: _column(getattr(ledger, name)) for name in (*_SIDES, "moment")}
    sides = ledger.sender, ledger.receiver, ledger.amount
    columns |= _entry_columns("", entries or entries_of(*sides, accounts=len(ledger.accounts), compiled=compiled))
    columns |= _turned_columns(ledger, compiled) | _few(ledger) | _text_columns(ledger)
    first = int(ledger.line[0])
    if not isinstance(ledger.line, range) and any(int(n) != first + row for row, n in enumerate(ledger.line)):
        columns["line"] = array("q", map(int, ledger.line))
    head = {name: getattr(ledger, name) for name in _TOLD} | {
        "as_it_stands": as_it_stands,
        "origins": list(ledger.origins),
        "first_line": first,
        "ties": [list(pair) for pair in ledger.ties],
        "caveats": [[c.id, c.text, list(c.where)] for c in ledger.caveats],
        "transfers": len(ledger),
        "accounts": len(ledger.accounts) - 1,
    }
    write_sections(path, head, columns)
    return {key: head[key] for key in ("name", "digest", "transfers", "accounts")} | {"bytes": path.stat().st_size}


def _turned_columns(ledger: Ledger, compiled: bool | None) -> dict[str, Any]:
    """The ledger once more with every group of open order turned round, where there is one."""
    order = other_order(ledger, len(ledger))
    if order is None:
        return {}
    sides = (ledger.sender, ledger.receiver, ledger.amount)
    if hasattr(order, "dtype"):
        turned = [_column(column[order]) for column in sides]
    else:
        turned = [
            array(kind, map(column.tolist().__getitem__, order)) for kind, column in zip("iiq", sides, strict=True)
        ]
    entries = entries_of(turned[0], turned[1], turned[2], accounts=len(ledger.accounts), compiled=compiled)
    columns: dict[str, Any] = {f"turned.{name}": column for name, column in zip(_SIDES, turned, strict=True)}
    return (
        columns
        | {"turned.order": _column(order) if hasattr(order, "dtype") else array("q", order)}
        | _entry_columns("turned.", entries)
    )


def _column(column: Any) -> Any:  # noqa: ANN401 - an array or a numpy array
    if hasattr(column, "typecode"):
        return column
    import numpy as np  # noqa: PLC0415 - only columns of numpy come here

    return np.ascontiguousarray(column, dtype=np.int32 if column.dtype.itemsize <= 4 else np.int64)


def _entry_columns(before: str, entries: Entries) -> dict[str, Any]:
    kept = {name: getattr(entries, name) for name in ("start", "row", "balance", "paid")}
    kept |= {f"low{level}": low for level, low in enumerate(entries.lows) if level}
    return {f"{before}entries.{name}": column for name, column in kept.items()}


def _few(ledger: Ledger) -> dict[str, Any]:
    """What only some transfers and accounts have: a label, one account on both sides, a balance below nothing."""
    from comity.tracing.index.few import below_nothing, labelled, selves  # noqa: PLC0415 - its columns go nowhere else

    return {**labelled(ledger), "selves": selves(ledger), **below_nothing(ledger)}


def _text_columns(ledger: Ledger) -> dict[str, Any]:
    columns = columns_of(ledger.accounts, "accounts", sought=True)
    ids = ledger.ids
    if not isinstance(ids, LineNames) and any(ids[row] != f"line-{ledger.line[row]}" for row in range(len(ids))):
        columns |= columns_of(ids, "ids", sought=True)
    told = ledger.descriptions
    if not isinstance(told, Blank) and any(told[row] for row in range(len(told))):
        columns |= columns_of(told, "descriptions", sought=False)
    return columns


def index_open_for(path: Path, digest: str) -> Ledger | None:
    """The ledger of an index; nothing where it was not made of the file with this digest, just as it stands."""
    head, columns = read_sections(path)
    return _ledger(head, columns) if head["digest"] == digest and head["as_it_stands"] else None


def index_open(path: Path) -> Ledger:
    """The ledger of an index."""
    return _ledger(*read_sections(path))


def _ledger(head: dict[str, Any], columns: dict[str, Any]) -> Ledger:
    line: Sequence[int] = columns.get("line") or range(head["first_line"], head["first_line"] + head["transfers"])
    way = _way(columns, "", columns["sender"], columns["receiver"], columns["amount"])
    turned = None
    if "turned.order" in columns:
        sides = (columns[f"turned.{name}"] for name in _SIDES)
        turned = replace(_way(columns, "turned.", *sides), order=columns["turned.order"])
    low = Low(*(columns[f"below.{name}"] for name in ("account", "row", "first_payment")))
    labels = columns["labelled.row"], columns["labelled.origin"]
    index = Index(way, turned, labels, columns["selves"], low)
    names = KeptTexts(columns["accounts.letters"], columns["accounts.ends"], columns["accounts.sorted"])
    return Ledger(
        **{name: head[name] for name in _TOLD},
        accounts=names,
        origins=tuple(head["origins"]),
        sender=columns["sender"],
        receiver=columns["receiver"],
        amount=columns["amount"],
        moment=columns["moment"],
        origin=index.origin(),
        line=line,
        ids=_texts(columns, "ids") or LineNames(line),
        descriptions=_texts(columns, "descriptions") or Blank(head["transfers"]),
        ties=tuple((first, last) for first, last in head["ties"]),
        caveats=tuple(Caveat(name, text, tuple(where)) for name, text, where in head["caveats"]),
        index=index,
    )


def way_of(ledger: Ledger) -> Way:
    """The ledger in booking order with its entries, from its index where it has one."""
    if ledger.index is not None:
        return ledger.index.way
    sides = ledger.sender, ledger.receiver, ledger.amount
    return Way(*sides, entries_of(*sides, accounts=len(ledger.accounts)))


def _texts(columns: dict[str, Any], name: str) -> KeptTexts | None:
    if f"{name}.ends" not in columns:
        return None
    return KeptTexts(columns[f"{name}.letters"], columns[f"{name}.ends"], columns.get(f"{name}.sorted", ()))


def _way(columns: dict[str, Any], before: str, sender: Any, receiver: Any, amount: Any) -> Way:  # noqa: ANN401
    of = f"{before}entries."
    start, row, balance, paid = (columns[of + name] for name in ("start", "row", "balance", "paid"))
    lows = [balance]
    while f"{of}low{len(lows)}" in columns:
        lows.append(columns[f"{of}low{len(lows)}"])
    return Way(sender, receiver, amount, Entries(start, row, balance, paid, tuple(lows)))
