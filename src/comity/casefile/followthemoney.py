"""FollowTheMoney out: the people, companies, assets and payments of a case as entities of that model.

An entity is ``{"id", "schema", "properties"}`` with lists of text, as FollowTheMoney's JSON lines have it. What the
model has no property for (the link to the offence, safeguards, requests) stays in the case file.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from comity.casefile.assets import Asset, AssetKind, Transaction
from comity.casefile.case import Case
from comity.casefile.codes import two_letters
from comity.casefile.ftm_schemata import ASSET_SCHEMATA, IDENTIFIER_PROPERTIES, NAME_PROPERTIES, is_iban, is_imo
from comity.casefile.people import Company, Identifier, IdentifierKind, Name, NameKind, Person, Provenance
from comity.casefile.proceedings import Proceeding

Entity = dict[str, Any]


def to_followthemoney(case: Case) -> list[Entity]:
    """Write the people, companies, assets, payments, documents and proceedings of a case as entities."""
    language = case.languages[0]
    entities: list[Entity] = []
    for person in case.people:
        entities += _person(person, language)
    for company in case.companies:
        entities += _company(company, language)
    payers = _Payers(case)
    for asset in case.assets:
        entities += _asset(asset, language)
        entities += payers.payments(asset)
    entities += payers.outsiders.values()
    entities += [_document(d.id, d.title.best(language), d.date) for d in case.documents]
    for proceeding in case.proceedings:
        entities += _proceeding(proceeding, language)
    return entities


def _entity(key: str, schema: str, **properties: object) -> Entity:
    """Build an entity; properties without a value are left out, single values become lists."""
    kept: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, (list, tuple)) else [value]
        texts = [str(v) for v in values if v is not None and str(v) != ""]
        if texts:
            kept[name] = texts
    return {"id": key, "schema": schema, "properties": kept}


def _names(names: tuple[Name, ...]) -> dict[str, list[str]]:
    """Sort names by kind; the main name comes first among the names."""
    sorted_names: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: n.kind is not NameKind.MAIN):
        sorted_names.setdefault(NAME_PROPERTIES[name.kind], []).append(name.full)
    return sorted_names


def _known_from(provenance: Provenance | None) -> dict[str, object]:
    return {"publisher": provenance.source, "retrievedAt": provenance.date} if provenance else {}


def _state(code: str | None) -> str | None:
    return two_letters(code) if code else None


def _person(person: Person, language: str) -> Iterator[Entity]:
    place = person.location
    yield _entity(
        person.id,
        "Person",
        **_names(person.names),
        gender=person.sex,
        birthDate=person.birth_date,
        birthPlace=person.birth_place.best(language),
        nationality=[two_letters(code) for code in person.nationality_codes],
        status=person.status,
        country=_state(place.state) if place else None,
        address=place.address if place else None,
        notes=person.note.best(language),
        **_numbers(person.identifiers),
        **_known_from(person.provenance),
    )
    yield from _identifications(person.id, person.identifiers)


def _company(company: Company, language: str) -> Iterator[Entity]:
    yield _entity(
        company.id,
        "Company",
        **_names(company.names),
        jurisdiction=_state(company.jurisdiction),
        registrationNumber=company.registration,
        address=company.address,
        summary=company.role.best(language),
        notes=company.note.best(language),
        **_numbers(company.identifiers),
        **_known_from(company.provenance),
    )
    yield from _identifications(company.id, company.identifiers)


def _numbers(identifiers: Iterable[Identifier]) -> dict[str, list[str]]:
    """Repeat the numbers on the holder too, where matching programs look for them."""
    numbers: dict[str, list[str]] = {}
    for identifier in identifiers:
        numbers.setdefault(IDENTIFIER_PROPERTIES[identifier.kind], []).append(identifier.number)
    return numbers


def _identifications(holder: str, identifiers: Iterable[Identifier]) -> Iterator[Entity]:
    for number, identifier in enumerate(identifiers, 1):
        yield _entity(
            f"{holder}-id-{number}",
            "Passport" if identifier.kind is IdentifierKind.PASSPORT else "Identification",
            holder=holder,
            number=identifier.number,
            type=identifier.kind,
            country=_state(identifier.issuer),
            endDate=identifier.valid_to,
            **_known_from(identifier.provenance),
        )


def _asset(asset: Asset, language: str) -> Iterator[Entity]:
    """Write the asset and who owns it; a share whose company and holder are known is an ownership and nothing else."""
    description = asset.description.best(language)
    value = asset.value
    if asset.kind is AssetKind.COMPANY_SHARE and asset.company and asset.holder:
        yield _entity(
            asset.id,
            "Ownership",
            owner=asset.holder,
            asset=asset.company,
            percentage=asset.share,
            sharesValue=value.money.amount if value else None,
            sharesCurrency=value.money.currency if value else None,
            date=value.on if value else None,
            recordId=asset.identifier,
            description=description,
        )
        return
    yield _entity(
        asset.id,
        ASSET_SCHEMATA[asset.kind],
        name=description,
        country=_state(asset.state),
        amount=value.money.amount if value else None,
        currency=value.money.currency if value else None,
        **_particulars(asset),
    )
    if asset.holder and asset.kind is not AssetKind.CRYPTO:
        yield _entity(
            f"{asset.id}-owner", "Ownership", owner=asset.holder, asset=asset.id, percentage=asset.share or None
        )


def _particulars(asset: Asset) -> dict[str, object]:
    """The properties that only some kinds of asset have."""
    balance: dict[str, object] = {}
    if asset.value is not None:
        balance = {"balance": asset.value.money.amount, "balanceDate": asset.value.on}
    match asset.kind:
        case AssetKind.ACCOUNT:
            number = "iban" if is_iban(asset.identifier) else "accountNumber"
            return {number: asset.identifier, "bankName": asset.bank, "bankAddress": asset.address, **balance}
        case AssetKind.CRYPTO:
            return {
                "publicKey": asset.identifier,
                "managingExchange": asset.bank,
                "holder": asset.holder,
                "address": asset.address,
                **balance,
            }
        case AssetKind.VESSEL:
            number = "imoNumber" if is_imo(asset.identifier) else "registrationNumber"
            return {number: asset.identifier, "address": asset.address, "flag": _state(asset.state)}
        case AssetKind.LAND | AssetKind.VEHICLE:
            return {"registrationNumber": asset.identifier, "address": asset.address}
        case AssetKind.COMPANY_SHARE:
            return {"registrationNumber": asset.identifier, "issuer": asset.company, "address": asset.address}
        case _:
            return {"address": asset.address, "keywords": asset.kind, "summary": asset.identifier}


class _Payers:
    """Who pays and who is paid: accounts and parties of the case, and outsiders known by name only."""

    def __init__(self, case: Case) -> None:
        self.accounts = {a.id: a for a in case.assets if a.kind is AssetKind.ACCOUNT}
        self.parties = {p.id for p in case.people} | {c.id for c in case.companies}
        self.outsiders: dict[str, Entity] = {}

    def payments(self, asset: Asset) -> Iterator[Entity]:
        for number, transaction in enumerate(asset.transactions, 1):
            yield self._payment(f"{asset.id}-payment-{number}", transaction)

    def _payment(self, key: str, transaction: Transaction) -> Entity:
        payer, payer_account = self._side(transaction.sender)
        beneficiary, beneficiary_account = self._side(transaction.receiver)
        return _entity(
            key,
            "Payment",
            date=transaction.date,
            amount=transaction.money.amount,
            currency=transaction.money.currency,
            payer=payer,
            payerAccount=payer_account,
            beneficiary=beneficiary,
            beneficiaryAccount=beneficiary_account,
            transactionNumber=transaction.reference,
            proof=transaction.document,
        )

    def _side(self, side: str) -> tuple[str | None, str | None]:
        """The party and the account on one side of a payment; an account stands for its holder."""
        if side in self.accounts:
            return self.accounts[side].holder, side
        if side in self.parties:
            return side, None
        key = f"outside-{len(self.outsiders) + 1}"
        known = self.outsiders.setdefault(side, _entity(key, "LegalEntity", name=side))
        return known["id"], None


def _document(key: str, title: str, date: object) -> Entity:
    return _entity(key, "Document", title=title, date=date)


def _proceeding(proceeding: Proceeding, language: str) -> Iterator[Entity]:
    yield _entity(
        proceeding.id,
        "CourtCase",
        name=proceeding.reference or proceeding.id,
        caseNumber=proceeding.reference,
        court=proceeding.court.best(language),
        status=proceeding.stage,
        fileDate=proceeding.opened,
    )
    for number, party in enumerate(proceeding.people, 1):
        yield _entity(f"{proceeding.id}-party-{number}", "CourtCaseParty", party=party, case=proceeding.id)
