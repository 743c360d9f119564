"""What can be recorded of a person or company: parts, their fields, and the source that every assertion has."""

from dataclasses import dataclass
from enum import StrEnum

from comity.casefile.people import (
    Confidence,
    IdentifierKind,
    IdentityChangeKind,
    NameKind,
    Particular,
    PersonStatus,
    ProtectionStatus,
    Sex,
)


class Kind(StrEnum):
    """How a field is filled in."""

    WORDS = "words"
    CHOICE = "choice"
    STATE = "state"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an assertion: its key in the case file, its label, and help where the question arises."""

    key: str
    label: str
    kind: Kind = Kind.WORDS
    needed: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A list of assertions of one sort; ``of`` says whether people or companies have it."""

    key: str
    title: str
    add: str
    fields: tuple[Field, ...]
    of: tuple[str, ...] = ("person", "company")


def _of(values: type[StrEnum]) -> tuple[str, ...]:
    return tuple(value.value for value in values)


_WHEN = "YYYY, YYYY-MM or YYYY-MM-DD, as far as known"

PARTS: dict[str, Part] = {
    part.key: part
    for part in (
        Part(
            "names",
            "Names",
            "Add a name",
            (
                Field(
                    "full", "Name in its own script", needed=True, hint="As the source writes it: 王伟, محمد, Иванов"
                ),
                Field("kind", "Kind of name", Kind.CHOICE, choices=_of(NameKind)),
                Field(
                    "script", "Script", hint="ISO 15924, such as Hani or Arab; read off the letters where left empty"
                ),
                Field("language", "Language of the name", hint="Such as zh, ar or ru"),
            ),
        ),
        Part(
            "identifiers",
            "Documents and numbers",
            "Add a document or number",
            (
                Field("kind", "Kind of document", Kind.CHOICE, needed=True, choices=_of(IdentifierKind)),
                Field(
                    "number",
                    "Number as printed",
                    needed=True,
                    hint="A passport number has up to nine letters and digits; keep blanks and signs as printed",
                ),
                Field("issuer", "Issued by", Kind.STATE),
                Field("valid_to", "Valid until", Kind.DATE, hint=_WHEN),
            ),
        ),
        Part(
            "nationalities",
            "Nationality",
            "Add a nationality",
            (Field("state", "State", Kind.STATE, needed=True),),
            ("person",),
        ),
        Part(
            "location",
            "Where the person is",
            "Record where the person is",
            (
                Field("state", "State", Kind.STATE, needed=True),
                Field("address", "Address"),
                Field("as_of", "Seen or reported on", Kind.DATE, needed=True, hint=_WHEN),
            ),
            ("person",),
        ),
        Part(
            "protection",
            "Asylum and refuge",
            "Record asylum or refuge",
            (
                Field("status", "What the source says", Kind.CHOICE, needed=True, choices=_of(ProtectionStatus)),
                Field("origin", "Protection from", Kind.STATE, needed=True),
                Field("by", "Asked of or given by", Kind.STATE),
                Field("since", "Since", Kind.DATE, hint=_WHEN),
            ),
            ("person",),
        ),
        Part(
            "identity_changes",
            "Changes of identity",
            "Record a change of identity",
            (
                Field("kind", "What was changed", Kind.CHOICE, needed=True, choices=_of(IdentityChangeKind)),
                Field("date", "When", Kind.DATE, hint=_WHEN),
                Field("state", "In or by which state", Kind.STATE),
                Field("before", "Before"),
                Field("after", "After"),
            ),
            ("person",),
        ),
        Part(
            "assertions",
            "Particulars, source by source",
            "Record what a source says",
            (
                Field("field", "Which particular", Kind.CHOICE, needed=True, choices=_of(Particular)),
                Field("value", "What the source says", needed=True),
            ),
        ),
    )
}

# Every assertion also says where it comes from.
SOURCE_FIELDS: tuple[Field, ...] = (
    Field("source", "Source", needed=True, hint="The document, register or person it comes from"),
    Field("date", "Recorded on", Kind.DATE, hint="YYYY-MM-DD"),
    Field("confidence", "Confidence", Kind.CHOICE, choices=_of(Confidence)),
)

PARTICULARS: dict[str, tuple[Particular, ...]] = {
    "person": (Particular.STATUS, Particular.SEX, Particular.BIRTH_DATE, Particular.BIRTH_PLACE),
    "company": (Particular.JURISDICTION, Particular.REGISTRATION, Particular.ADDRESS),
}
# What may stand in a particular, where that is a closed list.
PARTICULAR_VALUES: dict[str, tuple[str, ...]] = {Particular.STATUS: _of(PersonStatus), Particular.SEX: _of(Sex)}


def parts_of(kind: str) -> tuple[Part, ...]:
    """The parts that a person or a company has."""
    return tuple(part for part in PARTS.values() if kind in part.of)
