"""Which asset of the case an account of a ledger is, and in which state its bank has to be asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from comity.casework.assets.models import Asset
from comity.law.states import by_two_letters

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_REST = 97


@dataclass(frozen=True, slots=True)
class AccountPlace:
    """An account as the case knows it: its asset, its bank and its state, empty where nobody knows."""

    account: str
    asset: Asset | None = None
    bank: str = ""
    state: str = ""


def place_of(account: str, assets: Iterable[Asset]) -> AccountPlace:
    """Find the asset with the number of an account; without one, the number itself may tell the state."""
    for asset in assets:
        if plain(str(asset.data.get("identifier") or "")) == plain(account):
            state = str(asset.data.get("state") or "") or state_of_iban(account)
            return AccountPlace(account, asset, str(asset.data.get("bank") or ""), state)
    return AccountPlace(account, state=state_of_iban(account))


def plain(number: str) -> str:
    """A number of an account without the blanks and signs between its parts."""
    return re.sub(r"[\s.-]", "", number).upper()


def state_of_iban(number: str) -> str:
    """The state that an IBAN names, where its check digits hold (ISO 13616); empty otherwise."""
    text = plain(number)
    if _IBAN.fullmatch(text) is None:
        return ""
    turned = text[4:] + text[:4]
    digits = "".join(str(int(letter, 36)) for letter in turned)
    return by_two_letters(text[:2]) if int(digits) % _REST == 1 else ""
