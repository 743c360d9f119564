"""Assets: what they are, where, held by whom, and how they are linked to the offence."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from comity.casefile.conduct import Amount
from comity.casefile.text import NO_TEXT, Text
from comity.common.money import Money


class AssetKind(StrEnum):
    """What an asset is."""

    ACCOUNT = "account"
    LAND = "land"
    COMPANY_SHARE = "company_share"
    VEHICLE = "vehicle"
    VESSEL = "vessel"
    CRYPTO = "crypto"
    ART = "art"
    CASH = "cash"
    OTHER = "other"


class AssetLink(StrEnum):
    """How an asset is linked to the offence."""

    PROCEEDS = "proceeds"
    BENEFIT = "benefit"
    INSTRUMENTALITY = "instrumentality"
    EQUIVALENT_VALUE = "equivalent_value"


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """Somebody else with a right in the asset; ``party`` is an id of the case or a name; good faith None is unknown."""

    party: str
    interest: Text = NO_TEXT
    good_faith: bool | None = None


@dataclass(frozen=True, slots=True)
class Transaction:
    """One movement; sender and receiver are ids of the case, account numbers or names as the document has them."""

    date: dt.date
    sender: str
    receiver: str
    money: Money
    document: str | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """One asset; ``identifier`` is its IBAN, parcel, IMO number, wallet address or registration."""

    id: str
    kind: AssetKind
    description: Text
    state: str | None = None
    holder: str | None = None
    identifier: str = ""
    bank: str = ""
    address: str = ""
    company: str | None = None
    share: str = ""
    value: Amount | None = None
    link: AssetLink | None = None
    link_statement: Text = NO_TEXT
    conduct: tuple[str, ...] = ()
    third_parties: tuple[ThirdParty, ...] = ()
    transactions: tuple[Transaction, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says was taken; ``claimant`` is an id of the case or a name."""

    id: str
    claimant: str
    amount: Amount
    conduct: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    statement: Text = NO_TEXT
