"""Money is exact: a decimal amount and its currency, never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from comity.common.errors import BadInputError

_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency (ISO 4217 code); amounts of two currencies never mix."""

    amount: Decimal
    currency: str

    @classmethod
    def parse(cls, amount: str | int | Decimal, currency: str) -> "Money":
        """Read an amount written with a point and no thousands separators."""
        if _CURRENCY.fullmatch(currency) is None:
            raise BadInputError(f"'{currency}' is not a currency code (three capital letters, ISO 4217)")
        try:
            value = Decimal(str(amount))
        except InvalidOperation:
            raise BadInputError(f"'{amount}' is not an amount (digits, and a point before the decimals)") from None
        if not value.is_finite():
            raise BadInputError(f"'{amount}' is not an amount (digits, and a point before the decimals)")
        return cls(value, currency)

    def __add__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.amount:,f} {self.currency}"

    def _same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise BadInputError(f"{self.currency} and {other.currency} cannot be added without a dated exchange rate")
