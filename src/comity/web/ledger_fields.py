"""The fields of bookings, claims and agreements, and what was typed into them as the ledger takes it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from comity.casework.assets.ledger import standing
from comity.casework.assets.models import Asset
from comity.casework.assets.posting import Booking
from comity.casework.assets.selectors import where_is
from comity.casework.assets.steps import caught_up, furthest
from comity.casework.ledger import bookings
from comity.casework.ledger.accounts import STAGES, Account
from comity.casework.ledger.currency import of_minor
from comity.casework.ledger.entries import EntryKind, Posting, Rate, money_of
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place
from comity.common.money import Money
from comity.web.asset_fields import NARROW, states
from comity.web.fields import Field, Options
from comity.web.labels import word
from comity.web.templatetags.money import written

# What a person can book by hand; the other kinds follow from steps, claims and reports.
BY_HAND: tuple[EntryKind, ...] = (
    EntryKind.VALUE,
    EntryKind.INTEREST,
    EntryKind.COST,
    EntryKind.REVALUATION,
    EntryKind.EXCHANGE,
    EntryKind.MOVE,
)
_AMOUNT_HINT = "Digits and a point before the decimals, such as 1250000.00"
_AMOUNT = Field("amount", "Amount", hint=_AMOUNT_HINT, width=NARROW)
_CURRENCY = Field("currency", "Currency", hint="Three letters, such as EUR", width="govuk-input--width-5")


def text_of(form: QueryDict, name: str) -> str:
    """A field of the form without blanks around it."""
    return str(form.get(name, "")).strip()


def sum_given(form: QueryDict, amount: str = "amount", currency: str = "currency") -> Money:
    """A sum above nothing in a currency that exists."""
    code = text_of(form, currency).upper()
    found = money_of(text_of(form, amount), code, amount)
    _check_currency(code, currency)
    return found


def sum_if_given(form: QueryDict) -> Money | None:
    """A sum, or none where the field was left empty."""
    return sum_given(form) if text_of(form, "amount") else None


def day_if_given(form: QueryDict, name: str) -> dt.date | None:
    """A day, or none where the field was left empty."""
    return parse_day(text_of(form, name), name) if text_of(form, name) else None


def _check_currency(code: str, field: str) -> None:
    from babel.numbers import list_currencies  # noqa: PLC0415 - slow to import

    if code not in list_currencies():
        raise BadInputError(f"'{code}' is no currency of ISO 4217", Place(field=field))


def sum_fields() -> list[Field]:
    """Amount and currency."""
    return [_AMOUNT, _CURRENCY]


def booking_fields(kind: EntryKind, asset: Asset) -> list[Field]:
    """What is asked for an entry of a kind."""
    place = Field("place", "Where the sum stands", "choice", options=_places(asset))
    holder = Field("holder", "In the hands of", "choice", options=states(), value=where_is(asset))
    later = STAGES[1 : STAGES.index(furthest(asset.state)) + 1]
    stage = Field("stage", "Moves on to", "choice", options=tuple((str(s), word(str(s))) for s in later))
    rate = [
        Field("received", "Received", hint="What came in the other currency", width=NARROW),
        Field("to_currency", "Currency received", hint="Three letters, such as EUR", width="govuk-input--width-5"),
        Field("rate", "Published rate", hint="How much of the currency received one unit given is worth", width=NARROW),
        Field("rate_source", "Who published the rate"),
        Field("rate_on", "The rate is of", "day"),
    ]
    own = {
        EntryKind.VALUE: [_AMOUNT, _CURRENCY, holder],
        EntryKind.INTEREST: [place, _AMOUNT],
        EntryKind.COST: [place, _AMOUNT, Field("borne", "The holding state bears it; the sum stays whole", "flag")],
        EntryKind.REVALUATION: [place, Field("amount", "New value", hint=_AMOUNT_HINT, width=NARROW)],
        EntryKind.EXCHANGE: [place, Field("amount", "Given", hint=_AMOUNT_HINT, width=NARROW), *rate],
        EntryKind.MOVE: [stage, Field("amount", "Amount", hint="Leave empty for all of it", width=NARROW), _CURRENCY],
    }[kind]
    return [
        *own,
        Field("day", "On", "day"),
        Field("source", "Source", hint="The statement, invoice or letter that shows it"),
        Field("text", "In words"),
    ]


def _places(asset: Asset) -> Options:
    """What stands at a stage today, as something to choose."""
    found = sorted((at, minor) for at, minor in standing(asset).items() if at[0] in STAGES)
    return tuple(
        ("|".join(map(str, at)), f"{word(str(at[0]))}, {at[2] or '–'}: {written(minor, at[1])}") for at, minor in found
    )


def booking_of(form: QueryDict, kind: EntryKind, asset: Asset) -> Booking:
    """What was typed, as the ledger books it."""
    postings, rate = _POSTINGS[kind](form, asset)
    return Booking(kind, postings, text_of(form, "source"), text_of(form, "text"), rate)


_Typed = tuple[tuple[Posting, ...], Rate | None]


def _place(form: QueryDict) -> tuple[Account, str, str]:
    parts = text_of(form, "place").split("|")
    if len(parts) != 3 or parts[0] not in set(STAGES):
        raise BadInputError("choose where the sum stands", Place(field="place"))
    return Account(parts[0]), parts[1], parts[2]


def _value(form: QueryDict, _asset: Asset) -> _Typed:
    return bookings.value(sum_given(form), text_of(form, "holder")), None


def _interest(form: QueryDict, _asset: Asset) -> _Typed:
    stage, currency, holder = _place(form)
    return bookings.interest(money_of(text_of(form, "amount"), currency), stage, holder), None


def _cost(form: QueryDict, _asset: Asset) -> _Typed:
    stage, currency, holder = _place(form)
    money = money_of(text_of(form, "amount"), currency)
    return bookings.cost(money, None if form.get("borne") else stage, holder), None


def _revaluation(form: QueryDict, asset: Asset) -> _Typed:
    stage, currency, holder = _place(form)
    before = of_minor(standing(asset).get((stage, currency, holder), 0), currency)
    return bookings.revaluation(stage, holder, before, money_of(text_of(form, "amount"), currency)), None


def _exchange(form: QueryDict, _asset: Asset) -> _Typed:
    stage, currency, holder = _place(form)
    given, received = money_of(text_of(form, "amount"), currency), sum_given(form, "received", "to_currency")
    if not text_of(form, "rate_source"):
        raise BadInputError("say who published the rate", Place(field="rate_source"))
    day = parse_day(text_of(form, "rate_on"), "rate_on")
    rate = Rate(currency, received.currency, _number(form), text_of(form, "rate_source"), day)
    return bookings.exchange(stage, holder, given, received, rate), rate


def _number(form: QueryDict) -> Decimal:
    try:
        number = Decimal(text_of(form, "rate"))
    except InvalidOperation:
        number = Decimal(0)
    if not (number.is_finite() and 0 < number < 10**9):
        raise BadInputError("write the rate as a number such as 1.0520", Place(field="rate"))
    return number


def _move(form: QueryDict, asset: Asset) -> _Typed:
    stage = text_of(form, "stage")
    if stage not in set(STAGES):
        raise BadInputError("choose a stage", Place(field="stage"))
    return caught_up(asset, Account(stage), sum_if_given(form)), None


_POSTINGS: dict[EntryKind, Callable[[QueryDict, Asset], _Typed]] = {
    EntryKind.VALUE: _value,
    EntryKind.INTEREST: _interest,
    EntryKind.COST: _cost,
    EntryKind.REVALUATION: _revaluation,
    EntryKind.EXCHANGE: _exchange,
    EntryKind.MOVE: _move,
}
