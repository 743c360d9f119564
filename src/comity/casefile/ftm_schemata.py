"""Which schema and property of FollowTheMoney holds what a case file says."""

import re

from comity.casefile.assets import AssetKind
from comity.casefile.people import IdentifierKind, NameKind

NAME_PROPERTIES = {
    NameKind.MAIN: "name",
    NameKind.TRANSLITERATION: "name",
    NameKind.ALIAS: "alias",
    NameKind.FORMER: "previousName",
}
IDENTIFIER_PROPERTIES = {
    IdentifierKind.PASSPORT: "passportNumber",
    IdentifierKind.NATIONAL_ID: "idNumber",
    IdentifierKind.TAX: "taxNumber",
    IdentifierKind.OTHER: "idNumber",
}
ASSET_SCHEMATA = {
    AssetKind.ACCOUNT: "BankAccount",
    AssetKind.LAND: "RealEstate",
    AssetKind.COMPANY_SHARE: "Security",
    AssetKind.VEHICLE: "Vehicle",
    AssetKind.VESSEL: "Vessel",
    AssetKind.CRYPTO: "CryptoWallet",
    AssetKind.ART: "Asset",
    AssetKind.CASH: "Asset",
    AssetKind.OTHER: "Asset",
}
# Schemata that read as a kind of asset; the plain Asset says its kind in its keywords.
ASSET_KINDS = {
    "BankAccount": AssetKind.ACCOUNT,
    "RealEstate": AssetKind.LAND,
    "Security": AssetKind.COMPANY_SHARE,
    "Vehicle": AssetKind.VEHICLE,
    "Airplane": AssetKind.VEHICLE,
    "Vessel": AssetKind.VESSEL,
    "CryptoWallet": AssetKind.CRYPTO,
    "Asset": AssetKind.OTHER,
}
COMPANY_SCHEMATA = ("Company", "Organization", "PublicBody", "LegalEntity")

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_IMO = re.compile(r"(IMO ?)?\d{7}")


def is_iban(number: str) -> bool:
    """Whether a number has the form of an IBAN and its check digits are right (ISO 13616)."""
    text = number.replace(" ", "")
    if _IBAN.fullmatch(text) is None:
        return False
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1


def is_imo(number: str) -> bool:
    """Whether a number has the form of a ship's IMO number."""
    return _IMO.fullmatch(number) is not None
