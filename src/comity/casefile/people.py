"""People, companies and agencies of a case, with the source of each assertion where it was recorded."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from comity.casefile.text import NO_TEXT, Text
from comity.common.dates import PartialDate


class AgencyKind(StrEnum):
    """What an authority is."""

    POLICE = "police"
    PROSECUTION = "prosecution"
    COURT = "court"
    CENTRAL_AUTHORITY = "central_authority"
    FOREIGN_MINISTRY = "foreign_ministry"
    FIU = "fiu"
    TAX = "tax"
    ASSET_RECOVERY = "asset_recovery"
    IMMIGRATION = "immigration"
    OVERSIGHT = "oversight"


class NameKind(StrEnum):
    """How a name relates to its bearer."""

    MAIN = "main"
    ALIAS = "alias"
    FORMER = "former"
    TRANSLITERATION = "transliteration"


class Sex(StrEnum):
    """Sex as the identity document states it."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"


class PersonStatus(StrEnum):
    """What a person is in the proceedings."""

    SUSPECT = "suspect"
    ACCUSED = "accused"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DISCONTINUED = "discontinued"
    WITNESS = "witness"
    VICTIM = "victim"
    THIRD_PARTY = "third_party"


class IdentifierKind(StrEnum):
    """Which register or document a number comes from."""

    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    TAX = "tax"
    OTHER = "other"


class Confidence(StrEnum):
    """How sure the source is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an assertion comes from, the day it was recorded, and how sure it is."""

    source: str
    date: dt.date | None = None
    document: str | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs for an agency, and in which office."""

    name: str
    title: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Agency:
    """An authority that takes part in the case; ``state`` is an ISO 3166-1 alpha-3 code."""

    id: str
    name: Text
    kind: AgencyKind
    state: str
    address: Text = NO_TEXT
    place: Text = NO_TEXT
    contact: Contact | None = None
    signatory: Signatory | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """One name in one script (ISO 15924 code)."""

    full: str
    kind: NameKind = NameKind.MAIN
    script: str | None = None
    language: str | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number by which a register or a document knows somebody; ``issuer`` is a state's code."""

    kind: IdentifierKind
    number: str
    issuer: str | None = None
    valid_to: PartialDate | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Nationality:
    """A nationality that is asserted, and by whom."""

    state: str
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where a person is believed to be, and since when."""

    state: str | None = None
    address: str = ""
    as_of: PartialDate | None = None
    provenance: Provenance | None = None


class ProtectionStatus(StrEnum):
    """What a source says of asylum or refuge."""

    ASYLUM_REQUESTED = "asylum_requested"
    REFUGEE = "refugee"
    SUBSIDIARY_PROTECTION = "subsidiary_protection"
    REFUSED = "refused"
    ENDED = "ended"


class IdentityChangeKind(StrEnum):
    """What of an identity was changed or taken on."""

    CHANGE_OF_NAME = "change_of_name"
    NEW_NATIONALITY = "new_nationality"
    NEW_DOCUMENT = "new_document"
    OTHER_BIRTH_DATA = "other_birth_data"
    ASSUMED_IDENTITY = "assumed_identity"


class Particular(StrEnum):
    """A single field of which several sources may speak."""

    STATUS = "status"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    BIRTH_PLACE = "birth_place"
    JURISDICTION = "jurisdiction"
    REGISTRATION = "registration"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Protection:
    """Protection sought or given: from which state (``origin``), by which state, since when."""

    status: ProtectionStatus
    origin: str
    by: str | None = None
    since: PartialDate | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """A change of name, nationality or document, or an identity that was assumed."""

    kind: IdentityChangeKind
    date: PartialDate | None = None
    state: str | None = None
    before: str = ""
    after: str = ""
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Assertion:
    """What one source says of one particular, whether or not the case goes by it."""

    field: Particular
    value: str
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person in the case."""

    id: str
    names: tuple[Name, ...]
    status: PersonStatus | None = None
    sex: Sex | None = None
    birth_date: PartialDate | None = None
    birth_place: Text = NO_TEXT
    nationalities: tuple[Nationality, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    location: Location | None = None
    other_locations: tuple[Location, ...] = ()
    refugee_from: str | None = None
    protection: tuple[Protection, ...] = ()
    identity_changes: tuple[IdentityChange, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    note: Text = NO_TEXT
    provenance: Provenance | None = None

    @property
    def name(self) -> str:
        """The main name."""
        return main_name(self.names)

    @property
    def nationality_codes(self) -> tuple[str, ...]:
        """The states whose nationality is asserted."""
        return tuple(n.state for n in self.nationalities)


@dataclass(frozen=True, slots=True)
class Company:
    """A legal person in the case."""

    id: str
    names: tuple[Name, ...]
    jurisdiction: str | None = None
    registration: str = ""
    address: str = ""
    identifiers: tuple[Identifier, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    role: Text = NO_TEXT
    note: Text = NO_TEXT
    provenance: Provenance | None = None

    @property
    def name(self) -> str:
        """The main name."""
        return main_name(self.names)


def main_name(names: tuple[Name, ...]) -> str:
    """The main name, or the first where none is marked so."""
    return next((n.full for n in names if n.kind is NameKind.MAIN), names[0].full if names else "")
