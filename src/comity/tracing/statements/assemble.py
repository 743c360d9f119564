"""From statements to one ledger: openings, gaps and fees as transfers of their own, matched entries as one transfer."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from comity.tracing.caveats import Caveat, listed
from comity.tracing.minor_units import to_text
from comity.tracing.statements.matching import Booked, Match, booked, matched
from comity.tracing.statements.payments import Payment, Reconciled, Told, reconciled
from comity.tracing.statements.rates import Rates
from comity.tracing.statements.read import StatementFile
from comity.tracing.statements.statement import Statement, account_key

LEDGER_COLUMNS = (
    "time", "sender", "receiver", "amount", "amount_minor", "currency", "received", "received_currency", "id",
    "description", "source", "match_score", "rate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One transfer of the ledger that is written; ``source`` names the places in the statements it comes from.

    ``received`` is what arrived where it arrived in another currency, ``rate`` the published rate it was compared by.
    """

    day: dt.date
    sender: str
    receiver: str
    amount: int
    currency: str
    decimals: int
    id: str
    description: str
    source: str
    score: float | None = None
    received: str = ""
    received_currency: str = ""
    rate: str = ""

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of the columns."""
        score = "" if self.score is None else f"{self.score:.3f}"
        money = to_text(self.amount, self.decimals)
        names = (self.day.isoformat(), self.sender, self.receiver, money, str(self.amount), self.currency)
        return (*names, self.received, self.received_currency, self.id, self.description, self.source, score, self.rate)


@dataclass(slots=True)
class Assembled:
    """The ledger, the pairs taken and those that fit less well, and what the statements leave open."""

    rows: list[LedgerRow] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    weaker: list[Match] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)
    entries: int = 0
    unusable: tuple[Told, ...] = ()


def assemble(
    files: Sequence[StatementFile], decisions: Mapping[tuple[str, str], bool], rates: Rates | None = None
) -> Assembled:
    """Build one ledger; nothing that a statement says is dropped."""
    result = Assembled(unusable=tuple(told for file in files for told in file.unusable))
    payments = [payment for file in files for payment in file.payments]
    told = reconciled([statement for file in files for statement in file.statements], payments)
    statements = told.statements
    accounts: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.entries:
            accounts[account_key(statement.account)].append(statement)
    in_order = [s for own in accounts.values() for s in sorted(own, key=lambda s: s.first_day)]
    decimals = {statement.currency: statement.decimals for statement in in_order}
    for account, own in accounts.items():
        result.rows += _openings_and_gaps(account, sorted(own, key=lambda s: s.first_day), result)
    entries = booked(in_order)
    result.entries = len(entries)
    result.matches, result.weaker = matched(entries, decisions, rates)
    paired = {side for match in result.matches for side in (match.debit.id, match.credit.id)}
    places = dict(zip((e.id for e in entries), (s.file for s in in_order for _ in s.entries), strict=True))
    for match in result.matches:
        result.rows += _transfer(match, decimals[match.debit.currency], places)
    result.rows += [_alone(item, decimals[item.currency], places) for item in entries if item.id not in paired]
    result.rows += map(_paid, told.alone)
    result.rows.sort(key=lambda row: row.day)
    result.caveats += [*_caveats(entries, result), *_payment_caveats(told, result)]
    return result


def _openings_and_gaps(account: str, own: list[Statement], result: Assembled) -> Iterator[LedgerRow]:
    """What an account held before its first entry, and what must have happened where statements are missing."""
    balance: int | None = None
    gaps, unknown, wrong = [], [], []
    for number, statement in enumerate(own):
        opening = statement.opening
        if opening is None and balance is None:
            unknown.append(f"{account} ({statement.file})")
        missing = (opening or 0) - (balance or 0) if opening is not None else 0
        if missing:
            day = statement.first_day - dt.timedelta(days=1)
            kind = "opening balance" if number == 0 else "statements missing"
            name = f"{account}-{'opening' if number == 0 else f'gap-{number}'}"
            if number:
                gaps.append(f"{account} before {statement.first_day.isoformat()}")
            sides = ("", account) if missing > 0 else (account, "")
            yield LedgerRow(
                day, *sides, abs(missing), statement.currency, statement.decimals, name, kind, source=statement.file
            )
        total = sum(entry.amount for entry in statement.entries)
        computed = (opening if opening is not None else balance or 0) + total
        if statement.closing is not None and opening is not None and computed != statement.closing:
            wrong.append(f"{account} ({statement.file}): {to_text(computed, statement.decimals)} computed")
        balance = statement.closing if statement.closing is not None else computed
    said = (
        ("gap", "Statements are missing; the difference of the balances stands as one transfer.", gaps),
        ("no_opening_balance", "The opening balance is not known; the account begins at nothing.", unknown),
        ("does_not_add_up", "The entries do not lead from the opening to the closing balance.", wrong),
    )
    result.caveats += [Caveat(key, text, listed(where)) for key, text, where in said if where]


def _transfer(match: Match, decimals: int, places: Mapping[str, str]) -> Iterator[LedgerRow]:
    """A matched pair; money that arrives on another day is in transit in between, and a fee leaves the ledger."""
    debit, credit = match.debit, match.credit
    name = f"{debit.id}+{credit.id}"
    sources = [f"{places[side.id]} {side.entry.place}" for side in (debit, credit)]
    text = debit.entry.description or credit.entry.description
    form = (debit.currency, decimals)
    arrived = -debit.entry.amount if match.exchanged else credit.entry.amount
    other = _exchanged(match)
    if match.fee:
        yield LedgerRow(
            debit.entry.day,
            debit.account,
            "",
            match.fee,
            *form,
            f"{name}-fee",
            "fee on the way",
            sources[0],
            match.score,
        )
    if debit.entry.day == credit.entry.day:
        both = "; ".join(sources)
        sides = (debit.account, credit.account)
        yield LedgerRow(debit.entry.day, *sides, arrived, *form, name, text, both, match.score, *other)
        return
    first, second = sorted((debit.entry.day, credit.entry.day))
    between = f"IN TRANSIT {name}"
    yield LedgerRow(first, debit.account, between, arrived, *form, f"{name}-out", text, sources[0], match.score)
    sides = (between, credit.account)
    yield LedgerRow(second, *sides, arrived, *form, f"{name}-in", text, sources[1], match.score, *other)


def _exchanged(match: Match) -> tuple[str, str, str]:
    """What arrived in another currency, that currency, and the rate it was compared by."""
    if not match.exchanged:
        return "", "", ""
    credit = match.credit
    return to_text(credit.entry.amount, credit.decimals), credit.currency, str(match.rate or "")


def _paid(payment: Payment) -> LedgerRow:
    """A payment that no statement has, as it was written down."""
    return LedgerRow(
        payment.day,
        payment.payer.name,
        payment.payee.name,
        payment.amount,
        payment.currency,
        payment.decimals,
        payment.id,
        payment.description,
        f"{payment.file} {payment.place}",
    )


def _alone(item: Booked, decimals: int, places: Mapping[str, str]) -> LedgerRow:
    """An entry without its other side: from or to the account it names, otherwise from or to outside."""
    other = account_key(item.entry.counterparty_account) or item.entry.counterparty
    other = "" if other == item.account else other
    sides = (other, item.account) if item.entry.amount >= 0 else (item.account, other)
    source = f"{places[item.id]} {item.entry.place}"
    return LedgerRow(
        item.entry.day,
        *sides,
        abs(item.entry.amount),
        item.currency,
        decimals,
        item.id,
        item.entry.description,
        source,
    )


def _caveats(entries: list[Booked], result: Assembled) -> Iterator[Caveat]:
    seen: dict[tuple[object, ...], str] = {}
    twice = []
    for item in entries:
        key = (item.account, item.entry.day, item.entry.amount, item.entry.reference, item.entry.description)
        if key in seen:
            twice.append(f"{item.id} as {seen[key]}")
        seen.setdefault(key, item.id)
    if twice:
        text = "Entries look like an earlier one of the same account; they were kept, but may be duplicates."
        yield Caveat("duplicate_entries", text, listed(twice))
    unsure = [f"{m.debit.id} with {m.credit.id}" for m in result.matches if m.ambiguous]
    if unsure:
        text = "These pairs fit no better than another pair; a person should decide."
        yield Caveat("ambiguous_match", text, listed(unsure))
    moved = sum(1 for m in result.matches if m.debit.entry.day != m.credit.entry.day)
    if moved:
        yield Caveat(
            "in_transit", f"{moved} transfers arrived on another day than they left; in between they are in transit."
        )
    if len({item.currency for item in entries}) > 1:
        text = "Statements are in several currencies; a trace needs --rate."
        yield Caveat("several_currencies", text)
    exchanged = [f"{m.debit.id} with {m.credit.id}: {m.rate or 'no rate'}" for m in result.matches if m.exchanged]
    if exchanged:
        text = (
            "Money arrived in another currency than it left in; what the exchange took or gave is a row of the trace."
        )
        yield Caveat("exchanged", text, listed(exchanged))


def _payment_caveats(told: Reconciled, result: Assembled) -> Iterator[Caveat]:
    unusable = [f"{line.file} {line.place}: {line.what}" for line in result.unusable]
    said = (
        ("payment_in_statement", "Payments stand in a statement, too; they were counted once.", told.found),
        (
            "payment_not_in_statement",
            "Payments are in no statement of their accounts; they were counted.",
            told.missing,
        ),
        ("payment_unusable", "Payments could not be used and are not in the ledger.", unusable),
    )
    for key, text, where in said:
        if where:
            yield Caveat(key, text, listed(where))
