"""The terms of an agreement worked out: what each party's part of an asset is, what it has got, what is still due."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from comity.casework.assets.ledger import Standing, all_entries, pure, returnable_of, standing
from comity.casework.assets.ledger_models import LedgerEntry
from comity.casework.assets.models import Agreement, Asset
from comity.casework.ledger.accounts import Account
from comity.casework.ledger.entries import EntryKind
from comity.casework.ledger.sharing import Share, ShareRole, apportion, check_shares, parse_part

_PAID = {Account.SHARED, Account.RETURNED}


@dataclass(frozen=True, slots=True)
class Part:
    """One party's part of an asset in one currency, in minor units: its whole part, what it got, what is due."""

    party: str
    role: ShareRole
    share: str
    currency: str
    whole: int
    paid: int

    @property
    def due(self) -> int:
        """What is still to be paid."""
        return self.whole - self.paid


def shares_of(agreement: Agreement) -> tuple[Share, ...]:
    """The parts that an agreement names."""
    return tuple(shares_from(agreement.shares))


def shares_from(rows: Iterable[dict[str, str]]) -> list[Share]:
    """Read parts as they are stored or given: state, part, role; they must come to exactly one whole."""
    shares = [Share(row["state"], parse_part(row["part"], "shares"), ShareRole(row["role"])) for row in rows]
    check_shares(shares)
    return shares


def due_to(agreement: Agreement, asset: Asset, at: Standing | None = None) -> dict[str, tuple[Part, ...]]:
    """Part what may be paid out, and what was paid under the agreement already, among the parties; per currency.

    What was paid counts into the whole, so that it does not matter in how many payments, or in which order, it goes.
    """
    here = standing(asset) if at is None else at
    paid, free = _paid(agreement, asset), returnable_of(asset, here)
    shares = shares_of(agreement)
    found = {}
    for currency in sorted({*free, *(currency for _, currency in paid)}):
        already = {share.party: paid.get((share.party, currency), 0) for share in shares}
        wholes = apportion(free.get(currency, 0) + sum(already.values()), shares)
        found[currency] = tuple(
            Part(s.party, s.role, str(s.part), currency, wholes[s.party], already[s.party]) for s in shares
        )
    return found


def _paid(agreement: Agreement, asset: Asset) -> dict[tuple[str, str], int]:
    """What each party got under an agreement out of an asset, payments taken back not counted."""
    rows = [row for row in all_entries(asset) if row.agreement_id == agreement.pk and _pays(row)]
    found: dict[tuple[str, str], int] = defaultdict(int)
    for entry in pure(rows):
        for posting in entry.postings:
            if posting.account in _PAID:
                found[posting.holder, posting.currency] += posting.minor
    return dict(found)


def _pays(row: LedgerEntry) -> bool:
    kind = row.reverses.kind if row.reverses else row.kind
    return kind == EntryKind.DISTRIBUTION.value
