"""Small ledgers written as a person would note them: one line per transfer."""

from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.tracing.ledger import OUTSIDE, Ledger
from comity.tracing.ledger_files import read_ledger
from comity.tracing.question import Question
from comity.tracing.rules import Rule
from comity.tracing.trace import trace

Noted = Callable[[str], Ledger]


@pytest.fixture
def ledger(tmp_path: Path) -> Noted:
    """Read lines `sender receiver amount [origin]`; a dash is the outside world; one line a day."""

    def read(text: str, currency: str = "GBP") -> Ledger:
        rows = ["seq,sender,receiver,amount,currency,origin"]
        for number, line in enumerate(text.strip().splitlines()):
            sender, receiver, amount, *origin = line.split()
            sides = ",".join("" if side == "-" else side for side in (sender, receiver))
            rows.append(f"{number},{sides},{amount},{currency},{origin[0] if origin else ''}")
        path = tmp_path / "ledger.csv"
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return read_ledger(path)

    return read


def _made(transfers: list[tuple[int, int, int, int]], accounts: int, colours: int) -> Ledger:
    """A ledger from numbers: (sender, receiver, amount, origin), 0 is outside, no file in between."""
    count = len(transfers)
    sender, receiver, amount, origin = ([row[k] for row in transfers] for k in range(4))
    return Ledger(
        name="made",
        digest="",
        currency="EUR",
        decimals=2,
        accounts=tuple(f"A{n}" for n in range(accounts)),
        origins=("", *(f"V{n}" for n in range(1, colours + 1))),
        sender=array("i", sender),
        receiver=array("i", receiver),
        amount=array("q", amount),
        moment=array("q", range(count)),
        origin=array("i", [o if s == OUTSIDE else 0 for o, s in zip(origin, sender, strict=True)]),
        line=range(1, count + 1),
        ids=[f"t{n}" for n in range(count)],
        descriptions=[""] * count,
        timed="sequence",
    )


def _at_rest(ledger: Ledger, rule: Rule, question: Question | None = None) -> dict[tuple[str, str], str]:
    """What a rule traces, by account and origin, as text."""
    found = trace(ledger, question or Question(origins=True), [rule])
    names = found.seeds.names
    return {
        (ledger.accounts[item.account], names[item.colour]): ledger.money(item.amount)
        for item in found.holdings[rule]
        if item.amount
    }


@pytest.fixture(scope="session")
def made() -> Callable[..., Ledger]:
    """The maker of ledgers from numbers."""
    return _made


@pytest.fixture(scope="session")
def at_rest() -> Callable[..., dict[tuple[str, str], str]]:
    """The reader of what a rule traces."""
    return _at_rest
