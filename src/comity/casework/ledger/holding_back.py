"""What must stay: until a claim is final all it asks for is held back, afterwards what was granted and not paid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.casework.ledger.accounts import Account

# From where a sum can be shared or returned.
DISPOSABLE: tuple[Account, ...] = (Account.CONFISCATED, Account.REALISED)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as the ledger sees it: ``asked`` None asks for everything, in every currency."""

    currency: str
    asked: int | None
    granted: int = 0
    final: bool = False
    over: bool = False

    def held_back(self, currency: str, standing: int) -> int:
        """What must stay for this claim out of what stands in one currency."""
        if self.over or (self.currency and self.currency != currency):
            return 0
        if self.final:
            return self.granted
        return standing if self.asked is None else self.asked


def returnable(balances: Mapping[tuple[Account, str, str], int], claims: Iterable[Claimed]) -> dict[str, int]:
    """What may be shared or returned, per currency: what is confiscated or realised less what is held back."""
    standing: dict[str, int] = {}
    for (account, currency, _), minor in balances.items():
        if account in DISPOSABLE:
            standing[currency] = standing.get(currency, 0) + minor
    listed = list(claims)
    return {
        currency: max(0, minor - sum(claim.held_back(currency, minor) for claim in listed))
        for currency, minor in standing.items()
    }
