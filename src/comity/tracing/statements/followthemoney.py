"""Payments in FollowTheMoney: the accounts or parties they join, named by their own entities."""

import datetime as dt
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.tracing.json_documents import json_documents
from comity.tracing.minor_units import decimals_of, to_minor
from comity.tracing.statements.payments import Payment, Side, Told
from comity.tracing.statements.statement import account_key

_NUMBERS = ("iban", "accountNumber")
_WORDS = ("purpose", "summary", "description", "programme")


def looks_like_followthemoney(text: str) -> bool:
    """Whether a text is JSON with entities of FollowTheMoney."""
    return text.lstrip()[:1] in ("{", "[") and '"schema"' in text


def read_payments(path: Path) -> tuple[tuple[Payment, ...], tuple[Told, ...]]:
    """Read every Payment; one that cannot be used is told with its reason and left out."""
    entities = json_documents(path)
    if not any(entity.get("schema") == "Payment" for entity in entities):
        raise BadInputError("holds no Payment of FollowTheMoney", Place(path.name))
    names = {str(entity.get("id")): _side(entity) for entity in entities}
    found, unusable = [], []
    for number, entity in enumerate(entities, start=1):
        if entity.get("schema") == "Payment":
            try:
                found.append(_payment(entity, names, path.name, number))
            except BadInputError as error:
                unusable.append(Told(path.name, str(entity.get("id") or f"document {number}"), error.what))
    return tuple(found), tuple(unusable)


def _side(entity: dict[str, Any]) -> Side:
    """An account by its number; everybody else by name."""
    properties = entity.get("properties") or {}
    if entity.get("schema") == "BankAccount":
        number = next((_values(properties, key)[0] for key in _NUMBERS if _values(properties, key)), "")
        if number:
            return Side(account_key(number), numbered=True)
    names = _values(properties, "name")
    return Side(str(entity.get("caption") or (names[0] if names else entity.get("id"))), numbered=False)


def _payment(entity: dict[str, Any], names: dict[str, Side], file: str, number: int) -> Payment:
    properties = entity.get("properties") or {}
    name = str(entity.get("id") or f"payment-{number}")
    currency = _single(properties, "currency")
    decimals = decimals_of(currency, Place(file))
    amount = to_minor(_single(properties, "amount"), decimals, Place(file))
    if amount < 0:
        raise BadInputError("the amount is negative; write a refund as a payment the other way")
    payer, payee = (_party(properties, key, names) for key in ("payer", "beneficiary"))
    if not payer.name and not payee.name:
        raise BadInputError("neither payer nor beneficiary is named")
    words = " · ".join(dict.fromkeys(text for key in _WORDS for text in _values(properties, key)))
    return Payment(_day(properties), payer, payee, amount, currency, decimals, name, words, file, name)


def _party(properties: dict[str, Any], key: str, names: dict[str, Side]) -> Side:
    """The account where one is given, otherwise the party; nobody where neither is."""
    for given in (f"{key}Account", key):
        values = _values(properties, given)
        if len(values) > 1:
            raise BadInputError(f"has {len(values)} values of {given}")
        if values:
            return names.get(values[0], Side(values[0], numbered=False))
    return Side("", numbered=False)


def _day(properties: dict[str, Any]) -> dt.date:
    text = _single(properties, "date" if _values(properties, "date") else "startDate")
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        raise BadInputError(f"'{text}' is not a day; a payment of an unknown day has no place in a ledger") from None


def _single(properties: dict[str, Any], key: str) -> str:
    values = _values(properties, key)
    if len(values) != 1:
        raise BadInputError(f"has {len(values) or 'no'} value{'s' if len(values) > 1 else ''} of {key}")
    return values[0]


def _values(properties: dict[str, Any], key: str) -> list[str]:
    values = properties.get(key) or []
    texts = [values] if not isinstance(values, list) else values
    return list(dict.fromkeys(str(value.get("id") if isinstance(value, dict) else value).strip() for value in texts))
