"""From rows as a file gives them to a ledger in booking order; what cannot be used is one sentence with its line."""

import datetime as dt
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from comity.common.errors import BadInputError, Place
from comity.tracing.caveats import Caveat, listed
from comity.tracing.ledger import OUTSIDE, OUTSIDE_NAME, Ledger, microseconds
from comity.tracing.minor_units import LARGEST, decimals_of, to_minor, to_text
from comity.tracing.row_errors import every_row

COLUMNS = (
    "time seq sender receiver amount amount_minor currency received received_currency id booking_seq balance "
    "description origin"
).split()
SAME_TIME = (
    "The order of {0} transfers of one moment is not known (no booking_seq); the figures follow the order of the file "
    "and an interval shows what the opposite order gives."
)
_UTC = dt.UTC


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a ledger file, every field as text."""

    line: int
    fields: Mapping[str, str]
    file: str = ""

    def get(self, key: str) -> str:
        """A field without the blanks around it; empty where it is not there."""
        return (self.fields.get(key) or "").strip()


@dataclass(frozen=True, slots=True)
class Read:
    """One transfer read from its row; ``order`` is its place in time and within the moment."""

    order: tuple[int, int]
    line: int
    sender: int
    receiver: int
    amount: int
    origin: int
    id: str
    description: str
    stated: str


@dataclass(slots=True)
class _Reader:
    name: str
    rates: Mapping[str, Fraction]
    currency: str = ""
    decimals: int = 2
    accounts: dict[str, int] = field(default_factory=lambda: {OUTSIDE_NAME: OUTSIDE})
    origins: dict[str, int] = field(default_factory=lambda: {"": 0})
    kinds: set[str] = field(default_factory=set)
    converted: list[str] = field(default_factory=list)
    exchanged: list[str] = field(default_factory=list)
    zero: list[str] = field(default_factory=list)
    unlabelled: list[str] = field(default_factory=list)
    zoned: bool = False
    total: int = 0

    def read(self, row: Row) -> tuple[Read, ...]:
        """The transfer of a row; before it, what an exchange took from it or added to it."""
        whole = self._transfer(row)
        if not row.get("received"):
            return (whole,)
        self.exchanged.append(f"line {row.line}")
        arrived = self._received(row)
        if OUTSIDE in (whole.sender, whole.receiver):  # only one side is an account, and it saw one of the two amounts
            return (replace(whole, amount=arrived) if whole.sender == OUTSIDE else whole,)
        less = whole.amount - arrived
        self.total += abs(less)
        text = "lost in the exchange" if less >= 0 else "gained in the exchange"
        name = f"{whole.id or f'line-{whole.line}'}-exchange"
        difference = replace(whole, amount=abs(less), id=name, description=text, stated="", origin=0)
        difference = replace(difference, receiver=OUTSIDE) if less >= 0 else replace(difference, sender=OUTSIDE)
        kept = replace(whole, amount=min(arrived, whole.amount))
        return (difference, kept) if less else (kept,)

    def _transfer(self, row: Row) -> Read:
        sender, receiver = self._account(row, "sender"), self._account(row, "receiver")
        if sender == receiver == OUTSIDE:
            raise BadInputError("neither sender nor receiver is an account of the ledger", self._place(row, "sender"))
        amount = self._amount(row)
        origin = row.get("origin")
        if origin and sender != OUTSIDE:
            self.unlabelled.append(f"line {row.line}")
            origin = ""
        return Read(
            (self._moment(row), self._sequence(row)),
            row.line,
            sender,
            receiver,
            amount,
            self.origins.setdefault(origin, len(self.origins)),
            row.get("id"),
            row.get("description"),
            row.get("balance"),
        )

    def _place(self, row: Row, key: str) -> Place:
        return Place(row.file or self.name, row.line, key)

    def _account(self, row: Row, key: str) -> int:
        name = row.get(key)
        if not name or name.upper() == OUTSIDE_NAME:
            return OUTSIDE
        return self.accounts.setdefault(name, len(self.accounts))

    def _amount(self, row: Row) -> int:
        currency = row.get("currency")
        if not self.currency:
            self.decimals = decimals_of(currency, self._place(row, "currency"))
            self.currency = currency
        minor = self._own_currency(row) if currency == self.currency else self._converted(row, currency)
        if minor < 0:
            raise BadInputError(
                "the amount is negative; write a refund as a transfer the other way", self._place(row, "amount")
            )
        if minor == 0:
            self.zero.append(f"line {row.line}")
        self.total += minor
        if self.total >= LARGEST:
            raise BadInputError(
                "the amounts of this ledger are too large to be added exactly", self._place(row, "amount")
            )
        return minor

    def _own_currency(self, row: Row) -> int:
        exact = row.get("amount_minor")
        if exact:
            return to_minor(exact, 0, self._place(row, "amount_minor"))
        return to_minor(row.get("amount"), self.decimals, self._place(row, "amount"))

    def _received(self, row: Row) -> int:
        currency, place = row.get("received_currency"), self._place(row, "received")
        if not currency:
            raise BadInputError("what arrived needs its currency (received_currency)", place)
        minor = to_minor(row.get("received"), decimals_of(currency, place), place)
        if minor < 0:
            raise BadInputError("what arrived is negative", place)
        return minor if currency == self.currency else self._exchanged(row, minor, currency)

    def _converted(self, row: Row, currency: str) -> int:
        place = self._place(row, "currency")
        key, scale = ("amount_minor", 0) if row.get("amount_minor") else ("amount", decimals_of(currency, place))
        foreign = to_minor(row.get(key), scale, self._place(row, key))
        self.converted.append(f"line {row.line}")
        return self._exchanged(row, foreign, currency)

    def _exchanged(self, row: Row, foreign: int, currency: str) -> int:
        """An amount of another currency in that of the ledger."""
        place = self._place(row, "currency")
        rate = self.rates.get(currency)
        decimals = decimals_of(currency, place)
        if rate is None:
            raise BadInputError(
                f"the ledger is in {self.currency} and this transfer in {currency}; give the rate with "
                f"--rate {currency}=RATE ({self.currency} for one {currency}), or trace each currency by itself",
                place,
            )
        return round(foreign * rate * Fraction(10) ** (self.decimals - decimals))

    def _moment(self, row: Row) -> int:
        text = row.get("time")
        if not text:
            self.kinds.add("sequence")
            return self._whole(row, "seq")
        if len(text) > 10:
            self.kinds.add("clock")
        else:
            self.kinds.add("day")
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            raise BadInputError(
                f"'{text}' is not a time (YYYY-MM-DD, or YYYY-MM-DD HH:MM:SS)", self._place(row, "time")
            ) from None
        if moment.tzinfo is not None:
            self.zoned = True
            moment = moment.astimezone(_UTC).replace(tzinfo=None)
        return microseconds(moment)

    def _sequence(self, row: Row) -> int:
        for key in ("booking_seq", "seq"):
            if row.get(key):
                return self._whole(row, key)
        return -1

    def _whole(self, row: Row, key: str) -> int:
        text = row.get(key)
        try:
            return int(text)
        except ValueError:
            what = f"'{text}' is not a whole number" if text else "the transfer has neither a time nor a seq"
            raise BadInputError(what, self._place(row, key if text else "time")) from None

    def caveats(self) -> Iterator[Caveat]:
        """What reading had to decide."""
        if self.converted:
            shown = ", ".join(f"1 {code} = {float(rate):g} {self.currency}" for code, rate in self.rates.items())
            text = f"Transfers in another currency were converted at the rate given ({shown}) and rounded."
            yield Caveat("converted", text, listed(self.converted))
        if self.exchanged:
            text = "Money arrived in another currency; what the exchange took or gave is a transfer of its own."
            yield Caveat("exchanged", text, listed(self.exchanged))
        if self.zero:
            yield Caveat("zero_amount", "Transfers of nothing move nothing.", listed(self.zero))
        if self.unlabelled:
            text = "An origin was given for money that does not come from outside; it was left aside."
            yield Caveat("origin_inside", text, listed(self.unlabelled))
        if self.zoned:
            yield Caveat("time_zone", "Times with a zone were taken to UTC, times without one were left as they are.")


def read_rows(rows: Iterable[Row], *, name: str, digest: str, rates: Mapping[str, Fraction]) -> Ledger:
    """Build the ledger from the rows of a file."""
    reader = _Reader(name, rates)
    found = [item for items in every_row(reader.read, rows) for item in items]
    if not found:
        raise BadInputError("holds no transfer", Place(name))
    if len(reader.kinds - {"sequence"}) != len(reader.kinds) and len(reader.kinds) > 1:
        raise BadInputError("some transfers have a time and some only a seq; their order is not known", Place(name))
    in_order = sorted(found, key=lambda item: item.order)
    caveats = [*reader.caveats(), *_order_caveats(found, in_order), *_repeated(found, name)]
    caveats += _balance_caveats(in_order, reader)
    return _ledger(reader, in_order, digest, tuple(caveats))


def _ledger(reader: _Reader, found: list[Read], digest: str, caveats: tuple[Caveat, ...]) -> Ledger:
    timed = "clock" if "clock" in reader.kinds else next(iter(reader.kinds))
    return Ledger(
        name=reader.name,
        digest=digest,
        currency=reader.currency,
        decimals=reader.decimals,
        accounts=tuple(reader.accounts),
        origins=tuple(reader.origins),
        sender=array("i", [item.sender for item in found]),
        receiver=array("i", [item.receiver for item in found]),
        amount=array("q", [item.amount for item in found]),
        moment=array("q", [item.order[0] for item in found]),
        origin=array("i", [item.origin for item in found]),
        line=[item.line for item in found],
        ids=[item.id or f"line-{item.line}" for item in found],
        descriptions=[item.description for item in found],
        timed=timed,
        ties=tuple(_ties(found)),
        caveats=caveats,
    )


def _ties(found: list[Read]) -> Iterator[tuple[int, int]]:
    """Ranges of transfers of one moment in which some account has more than one transfer."""
    first = 0
    for index in range(1, len(found) + 1):
        if index < len(found) and found[index].order == found[first].order:
            continue
        if index - first > 1:
            sides = [side for item in found[first:index] for side in {item.sender, item.receiver} - {OUTSIDE}]
            if len(set(sides)) < len(sides):
                yield first, index
        first = index


def _order_caveats(found: list[Read], in_order: list[Read]) -> Iterator[Caveat]:
    moved = [f"line {a.line}" for a, b in zip(found[1:], found, strict=False) if a.order < b.order]
    if moved:
        text = "Transfers stood out of time order and were sorted by time, then booking sequence, then line."
        yield Caveat("out_of_order", text, listed(moved))
    tied = sum(last - first for first, last in _ties(in_order))
    if tied:
        yield Caveat("same_time", SAME_TIME.format(tied))


def _repeated(found: list[Read], name: str) -> Iterator[Caveat]:
    ids: dict[str, int] = {}
    for item in found:
        if item.id and item.id in ids:
            raise BadInputError(
                f"the id '{item.id}' stands on line {ids[item.id]} already", Place(name, item.line, "id")
            )
        ids[item.id] = item.line
    seen: set[tuple[object, ...]] = set()
    twice = []
    for item in found:
        key = (item.order, item.sender, item.receiver, item.amount, item.description)
        if not item.id and key in seen:
            twice.append(f"line {item.line}")
        seen.add(key)
    if twice:
        text = "Transfers are the same as an earlier line and have no id; they were counted, but may be duplicates."
        yield Caveat("duplicate_rows", text, listed(twice))


def _balance_caveats(in_order: list[Read], reader: _Reader) -> Iterator[Caveat]:
    """Compare the balances that statements print with the balances that follow from the transfers."""
    if not any(item.stated for item in in_order):
        return
    balance = [0] * len(reader.accounts)
    wrong = []
    for item in in_order:
        balance[item.sender] -= item.amount
        balance[item.receiver] += item.amount
        if not item.stated:
            continue
        said = to_minor(item.stated, reader.decimals, Place(reader.name, item.line, "balance"))
        sides = [side for side in (item.sender, item.receiver) if side != OUTSIDE]
        if said not in [balance[side] for side in sides]:
            computed = " or ".join(to_text(balance[side], reader.decimals) for side in sides)
            wrong.append(f"line {item.line}: {item.stated}, computed {computed}")
    if wrong:
        text = (
            "A balance in the file is not the one that follows from the transfers: an opening balance or a statement "
            "is missing, or a row is wrong."
        )
        yield Caveat("balance_mismatch", text, listed(wrong))
