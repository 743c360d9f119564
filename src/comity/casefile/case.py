"""The case itself, and the ways to find what a request points at."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from comity.casefile.assets import Asset, Claim
from comity.casefile.conduct import Conduct
from comity.casefile.facts import Fact
from comity.casefile.people import Agency, Company, Person
from comity.casefile.proceedings import Order, Proceeding
from comity.casefile.requests import Request
from comity.casefile.text import Text
from comity.common.errors import BadInputError


class Handling(StrEnum):
    """Who may see the case."""

    OPEN = "open"
    OFFICIAL_USE = "official_use"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"  # noqa: S105 - a marking, not a password


class DocumentKind(StrEnum):
    """What an annex is."""

    ARREST_WARRANT = "arrest_warrant"
    JUDGMENT = "judgment"
    ORDER = "order"
    LAW_TEXT = "law_text"
    STATEMENT_OF_FACTS = "statement_of_facts"
    BANK_RECORD = "bank_record"
    REGISTER_EXTRACT = "register_extract"
    IDENTITY = "identity"
    EVIDENCE = "evidence"
    EXHIBIT = "exhibit"
    NOTIFICATION = "notification"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation of a document that is on file."""

    language: str
    certified: bool | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One entry of the register of annexes."""

    id: str
    title: Text
    kind: DocumentKind
    date: dt.date | None = None
    pages: int | None = None
    language: str | None = None
    translations: tuple[Translation, ...] = ()
    certified: bool | None = None
    sha256: str = ""


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_Identified)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the requesting state."""

    reference: str
    title: Text
    state: str
    languages: tuple[str, ...]
    opened: dt.date | None = None
    handling: Handling = Handling.OFFICIAL_USE
    agencies: tuple[Agency, ...] = ()
    people: tuple[Person, ...] = ()
    companies: tuple[Company, ...] = ()
    conduct: tuple[Conduct, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    assets: tuple[Asset, ...] = ()
    claims: tuple[Claim, ...] = ()
    documents: tuple[Document, ...] = ()
    facts: tuple[Fact, ...] = ()
    requests: tuple[Request, ...] = ()

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders of all proceedings."""
        return tuple(order for proceeding in self.proceedings for order in proceeding.orders)

    def request(self, id: str) -> Request:  # noqa: A002 - the field's own word
        """One request of the case."""
        found = next((r for r in self.requests if r.id == id), None)
        if found is None:
            known = ", ".join(r.id for r in self.requests) or "none"
            raise BadInputError(f"case {self.reference} has no request '{id}' (requests: {known})")
        return found

    def agency(self, id: str | None) -> Agency | None:  # noqa: A002
        """The agency with this id."""
        return next((a for a in self.agencies if a.id == id), None)

    def party(self, id: str | None) -> Person | Company | None:  # noqa: A002
        """The person or company with this id."""
        parties: tuple[Person | Company, ...] = (*self.people, *self.companies)
        return next((p for p in parties if p.id == id), None)

    def party_name(self, id_or_name: str) -> str:
        """The main name of a person or company, or the agency's name; a text that is no id is a name already."""
        party, agency = self.party(id_or_name), self.agency(id_or_name)
        if party is not None:
            return party.name
        return agency.name.best(*self.languages) if agency else id_or_name

    def people_of(self, request: Request) -> tuple[Person, ...]:
        """The people a request concerns."""
        return chosen(self.people, request.people)

    def companies_of(self, request: Request) -> tuple[Company, ...]:
        """The companies that a request names among its people or whose conduct it rests on."""
        named = {name for item in self.conduct_of(request) for name in item.companies} | set(request.people)
        return tuple(company for company in self.companies if company.id in named)

    def conduct_of(self, request: Request) -> tuple[Conduct, ...]:
        """The conduct a request rests on."""
        return chosen(self.conduct, request.conduct)

    def assets_of(self, request: Request) -> tuple[Asset, ...]:
        """The assets a request concerns."""
        return chosen(self.assets, request.assets)

    def proceedings_of(self, request: Request) -> tuple[Proceeding, ...]:
        """The proceedings a request serves."""
        return chosen(self.proceedings, request.proceedings)

    def orders_of(self, request: Request) -> tuple[Order, ...]:
        """The orders a request rests on."""
        return chosen(self.orders, request.orders)

    def annexes_of(self, request: Request) -> tuple[Document, ...]:
        """The documents that travel with a request, in the order it lists them."""
        return chosen(self.documents, request.annexes)


def chosen(items: Iterable[_Item], ids: Iterable[str]) -> tuple[_Item, ...]:
    """The items with these ids, in the order of the ids."""
    known = {item.id: item for item in items}
    return tuple(known[key] for key in ids if key in known)
