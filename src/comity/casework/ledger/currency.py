"""Minor units: a sum is kept as a whole number of the smallest unit of its currency (ISO 4217)."""

from decimal import Decimal

from comity.common.errors import BadInputError, Place
from comity.common.money import Money

# Digits after the point where they are not two, as ISO 4217 lists them.
_DIGITS: dict[str, int] = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
LARGEST = 10**17  # a sum of ten thousand million million is a slip of the pen; the database holds what is below


def digits(currency: str) -> int:
    """How many digits a currency has after the point."""
    return _DIGITS.get(currency, 2)


def to_minor(money: Money, field: str = "amount") -> int:
    """A sum in whole minor units; a sum finer than its currency is refused, never rounded."""
    scaled = money.amount.scaleb(digits(money.currency))
    whole = int(scaled)
    if whole != scaled:
        raise BadInputError(f"{money.currency} has {digits(money.currency)} digits after the point", Place(field=field))
    if abs(whole) >= LARGEST:
        raise BadInputError("this sum is larger than any on earth", Place(field=field))
    return whole


def of_minor(minor: int, currency: str) -> Money:
    """The sum that a whole number of minor units is."""
    return Money(Decimal(minor).scaleb(-digits(currency)), currency)
