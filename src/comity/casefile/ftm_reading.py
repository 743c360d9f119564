"""FollowTheMoney in: entities as the people, companies, assets and documents of a case file."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from comity.casefile.codes import three_letters
from comity.casefile.ftm_schemata import ASSET_KINDS, COMPANY_SCHEMATA
from comity.casefile.people import IdentifierKind, NameKind, PersonStatus, Sex
from comity.casefile.scripts import script_of
from comity.common.errors import BadInputError

Fragment = dict[str, Any]
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def from_followthemoney(entities: Iterable[dict[str, Any]], language: str = "en") -> dict[str, list[Fragment]]:
    """Read entities as ``people``, ``companies``, ``assets`` and ``documents`` in the shape of a case file.

    Texts are put in the given language. Statements that FollowTheMoney leaves to several entities (an owner, an
    identity document, a payment) return to the record they belong to; schemata with no place in a case are left out.
    """
    return _Reader([_Source(e, i) for i, e in enumerate(entities)], language).fragments()


class _Source:
    """One entity and the ways to its values."""

    def __init__(self, entity: dict[str, Any], index: int) -> None:
        properties = entity.get("properties")
        if not isinstance(properties, dict) or not entity.get("id") or not entity.get("schema"):
            raise BadInputError(f"entity {index + 1} is not of FollowTheMoney: it needs id, schema and properties")
        self.id = _safe(str(entity["id"]))
        self.schema = str(entity["schema"])
        self.properties: dict[str, Any] = properties

    def all(self, name: str) -> list[str]:
        values = self.properties.get(name, [])
        return [str(v) for v in (values if isinstance(values, list) else [values]) if v not in (None, "")]

    def one(self, *names: str) -> str | None:
        return next((values[0] for name in names if (values := self.all(name))), None)

    def reference(self, name: str) -> str | None:
        value = self.one(name)
        return _safe(value) if value else None

    def date(self, name: str) -> str | None:
        """A date as far as it is one; a time of day is cut off."""
        found = _PARTIAL.match(self.one(name) or "")
        return found.group() if found else None

    def day(self, name: str) -> str | None:
        found = _DAY.match(self.one(name) or "")
        return found.group() if found else None

    def states(self, *names: str) -> list[str]:
        codes = [three_letters(value) for name in names for value in self.all(name)]
        return list(dict.fromkeys(code for code in codes if code))

    def provenance(self) -> Fragment | None:
        source = self.one("publisher", "sourceUrl")
        return _kept(source=source, date=self.day("retrievedAt")) if source else None


class _Reader:
    def __init__(self, sources: list[_Source], language: str) -> None:
        self.sources, self.language = sources, language
        self.by_id = {source.id: source for source in sources}
        self.identifications = self._grouped({"Passport", "Identification"}, lambda s: s.reference("holder"))
        self.ownerships = self._grouped({"Ownership"}, lambda s: s.reference("asset"))
        self.payments = self._grouped({"Payment"}, self._shown_by)
        paid = {s.reference(side) for s in sources if s.schema == "Payment" for side in ("payer", "beneficiary")}
        self.outsiders = {s.id for s in sources if s.id in paid and _name_only(s)}

    def _grouped(self, schemata: set[str], key: Callable[[_Source], str | None]) -> dict[str, list[_Source]]:
        groups: dict[str, list[_Source]] = {}
        for source in self.sources:
            if source.schema in schemata:
                groups.setdefault(key(source) or "", []).append(source)
        return groups

    def _party(self, key: str | None) -> str | None:
        """The id of a person or company among the entities; anybody else has no place in the file."""
        known = self.by_id.get(key or "")
        return key if known is not None and known.schema in {"Person", *COMPANY_SCHEMATA} else None

    def fragments(self) -> dict[str, list[Fragment]]:
        people = [self._person(s) for s in self.sources if s.schema == "Person"]
        companies = [self._company(s) for s in self.sources if s.schema in COMPANY_SCHEMATA]
        assets = [self._asset(s) for s in self.sources if s.schema in ASSET_KINDS]
        assets += [self._share(s) for s in self.sources if s.schema == "Ownership" and self._is_company(s)]
        return {
            "people": people,
            "companies": [c for c in companies if c["id"] not in self.outsiders],
            "assets": assets,
            "documents": [self._document(s) for s in self.sources if s.schema == "Document"],
        }

    def _text(self, value: str | None) -> Fragment | None:
        return {self.language: value} if value else None

    def _person(self, source: _Source) -> Fragment:
        status, sex = source.one("status"), source.one("gender")
        states = source.states("country")
        return _kept(
            id=source.id,
            names=_names(source),
            status=status if status in set(PersonStatus) else None,
            sex=sex if sex in set(Sex) else None,
            birth_date=source.date("birthDate"),
            birth_place=source.one("birthPlace"),
            nationalities=source.states("nationality", "citizenship"),
            identifiers=self._identifiers(source),
            location=_kept(state=states[0] if states else None, address=source.one("address")),
            note=self._text(source.one("notes", "description", "summary")),
            provenance=source.provenance(),
        )

    def _company(self, source: _Source) -> Fragment:
        states = source.states("jurisdiction", "mainCountry", "country")
        return _kept(
            id=source.id,
            names=_names(source),
            jurisdiction=states[0] if states else None,
            registration=source.one("registrationNumber"),
            address=source.one("address"),
            identifiers=self._identifiers(source),
            role=self._text(source.one("summary")),
            note=self._text(source.one("notes", "description")),
            provenance=source.provenance(),
        )

    def _identifiers(self, holder: _Source) -> list[Fragment]:
        """Identity documents first, then numbers that only stand on the holder."""
        found = [_identifier(s) for s in self.identifications.get(holder.id, [])]
        numbers = {identifier["number"] for identifier in found}
        for kind, name in (("passport", "passportNumber"), ("national_id", "idNumber"), ("tax", "taxNumber")):
            found += [{"kind": kind, "number": n} for n in holder.all(name) if n not in numbers]
        return found

    def _asset(self, source: _Source) -> Fragment:
        kind = ASSET_KINDS[source.schema].value
        if source.schema == "Asset":
            kind = next((word for word in source.all("keywords") if word in {"art", "cash"}), kind)
        states = source.states("country", "jurisdiction", "flag")
        owner = next(iter(self.ownerships.get(source.id, [])), None)
        return _kept(
            id=source.id,
            kind=kind,
            description=self._text(source.one("name", "description", "iban", "accountNumber") or source.id),
            state=states[0] if states else None,
            holder=self._party(owner.reference("owner") if owner else source.reference("holder")),
            identifier=source.one(
                "iban", "accountNumber", "publicKey", "imoNumber", "registrationNumber", "cadastralCode", "isin"
            )
            or (source.one("summary") if source.schema == "Asset" else None),
            bank=source.one("bankName", "managingExchange"),
            address=source.one("bankAddress", "address"),
            company=self._party(source.reference("issuer")),
            share=owner.one("percentage") if owner else None,
            value=_sum(source.one("amount", "balance"), source.one("currency"), source.date("balanceDate")),
            transactions=self._transactions(source),
        )

    def _share(self, source: _Source) -> Fragment:
        """An ownership of a company is a share that somebody holds; it lies where the company is registered."""
        company = self.by_id[source.reference("asset") or ""]
        states = company.states("jurisdiction", "mainCountry", "country")
        return _kept(
            id=source.id,
            kind="company_share",
            description=self._text(source.one("description") or f"Share in {company.one('name') or company.id}"),
            state=states[0] if states else None,
            holder=self._party(source.reference("owner")),
            identifier=source.one("recordId"),
            company=company.id,
            share=source.one("percentage"),
            value=_sum(source.one("sharesValue"), source.one("sharesCurrency"), source.date("date")),
        )

    def _is_company(self, ownership: _Source) -> bool:
        owned = self.by_id.get(ownership.reference("asset") or "")
        return owned is not None and owned.schema in COMPANY_SCHEMATA

    def _transactions(self, asset: _Source) -> list[Fragment]:
        """A payment without a day, an amount or a currency cannot stand in a case and is left out."""
        found = [self._transaction(payment) for payment in self.payments.get(asset.id, [])]
        return [t for t in found if {"date", "amount", "currency"} <= t.keys()]

    def _shown_by(self, payment: _Source) -> str | None:
        """The asset under which a payment is listed: the one its id names, else the account paid, else the payer's."""
        named = payment.id.rpartition("-payment-")[0]
        if named in self.by_id:
            return named
        return payment.reference("beneficiaryAccount") or payment.reference("payerAccount")

    def _transaction(self, payment: _Source) -> Fragment:
        proof = payment.reference("proof")
        return _kept(
            date=payment.day("date"),
            **{"from": self._side(payment, "payer"), "to": self._side(payment, "beneficiary")},
            amount=payment.one("amount"),
            currency=payment.one("currency"),
            document=proof if proof in self.by_id else None,
            reference=payment.one("transactionNumber"),
        )

    def _side(self, payment: _Source, role: str) -> str:
        account, party = payment.reference(f"{role}Account"), payment.reference(role)
        if account is None and party is not None and party in self.outsiders:
            return self.by_id[party].one("name") or party
        return account or party or "unknown"

    def _document(self, source: _Source) -> Fragment:
        title = source.one("title", "fileName", "name") or source.id
        return _kept(id=source.id, title=self._text(title), kind="other", date=source.day("date"))


def _safe(key: str) -> str:
    return _UNSAFE.sub("-", key).strip("-._") or "x"


def _name_only(source: _Source) -> bool:
    return source.schema == "LegalEntity" and set(source.properties) == {"name"}


def _kept(**values: Any) -> Fragment:  # noqa: ANN401
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _names(source: _Source) -> list[Fragment]:
    kinds = [("name", NameKind.TRANSLITERATION), ("alias", NameKind.ALIAS), ("weakAlias", NameKind.ALIAS)]
    names = [(full, kind) for name, kind in (*kinds, ("previousName", NameKind.FORMER)) for full in source.all(name)]
    if not names:
        names = [(source.id, NameKind.MAIN)]
    return [
        _kept(full=full, kind=(NameKind.MAIN if index == 0 else kind).value, script=script_of(full))
        for index, (full, kind) in enumerate(names)
    ]


def _identifier(source: _Source) -> Fragment:
    kind = source.one("type")
    states = source.states("country")
    fallback = IdentifierKind.PASSPORT if source.schema == "Passport" else IdentifierKind.OTHER
    return _kept(
        kind=kind if kind in set(IdentifierKind) else fallback.value,
        number=source.one("number", "passportNumber") or source.id,
        issuer=states[0] if states else None,
        valid_to=source.date("endDate"),
        provenance=source.provenance(),
    )


def _sum(amount: str | None, currency: str | None, on: str | None) -> Fragment | None:
    return _kept(amount=amount, currency=currency.upper(), on=on) if amount and currency else None
