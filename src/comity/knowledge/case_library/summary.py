"""A summary of a concluded case: its fields as one table, and its value, checked field by field."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from comity.casefile.assets import AssetKind
from comity.knowledge.case_library.codes import Basis, Modality, Outcome, Role, Stage
from comity.law.conduct import conduct_list
from comity.law.vocabulary import MEASURES


class Kind(StrEnum):
    """How a field is written: one line, a text, codes of a closed list, states, instruments, or a date."""

    LINE = "line"
    TEXT = "text"
    CODES = "codes"
    STATES = "states"
    IDS = "ids"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a summary: what it is called on forms, what it explains, and which codes it takes."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    codes: tuple[str, ...] = ()
    needed: bool = False
    weight: int = 1


OFFENCES = tuple(conduct.key for conduct in conduct_list())
TITLES = {conduct.key: conduct.title for conduct in conduct_list()}
_STATES = "Three-letter codes parted by blanks, such as NLD CHE"
_DAY = "YYYY, YYYY-MM or YYYY-MM-DD, as far as it is known"

COLUMNS: tuple[Column, ...] = (
    Column("language", "Written in", needed=True),
    Column("title", "Title", hint="The matter and the states, without the name of a person", needed=True, weight=3),
    Column("cluster", "Group of cases", hint="The same words on every summary that belongs together", weight=2),
    Column("origin_states", "States of origin", Kind.STATES, "From which the proceeds came. " + _STATES, needed=True),
    Column("asset_states", "States where the assets were", Kind.STATES, _STATES),
    Column("transit_states", "States of transit", Kind.STATES, _STATES),
    Column("payer_states", "States of the payer of the bribe", Kind.STATES, _STATES),
    Column("roles", "Persons and bodies, by role", Kind.CODES, codes=tuple(Role)),
    Column("offences", "Offences", Kind.CODES, codes=OFFENCES, needed=True),
    Column("measures", "Measures", Kind.CODES, codes=tuple(MEASURES), needed=True),
    Column("basis", "Legal basis", Kind.CODES, codes=tuple(Basis), needed=True),
    Column("instruments", "Instruments relied on", Kind.IDS, "Their ids parted by blanks, such as UNCAC ETS024"),
    Column("provisions", "Provisions, in words", Kind.TEXT),
    Column("begun", "Begun", Kind.DATE, _DAY),
    Column("frozen", "First frozen", Kind.DATE, _DAY),
    Column("confiscated", "Confiscated with final effect", Kind.DATE, _DAY),
    Column("returned", "Returned or surrendered", Kind.DATE, _DAY),
    Column("concluded", "Concluded", Kind.DATE, _DAY),
    Column("outcome", "Outcome", Kind.CODES, codes=tuple(Outcome), needed=True),
    Column("facts", "What the case was about", Kind.TEXT, "Roles, not names of persons", needed=True),
    Column("course", "How it was done", Kind.TEXT, "Which request, to whom, what stood in the way, what helped"),
    Column("lessons", "What others can learn from it", Kind.TEXT),
    Column("modality", "How it was returned", Kind.CODES, codes=tuple(Modality)),
    Column("agreement", "Agreement on return or sharing", hint="Its title or number, and its date"),
    Column("end_use", "End use", Kind.TEXT, "What the returned money was used for"),
    Column("monitoring", "Monitoring of the end use", Kind.TEXT),
    Column("victims", "Victims", Kind.TEXT, "Which groups, and what reached them"),
)
LISTS = frozenset({Kind.CODES, Kind.STATES, Kind.IDS})
AMOUNT: tuple[Column, ...] = (
    Column("stage", "Stage", Kind.CODES, codes=tuple(Stage), needed=True),
    Column("amount", "Amount", hint="Digits, and a point before the decimals", needed=True),
    Column("currency", "Currency", needed=True),
    Column("on", "On", Kind.DATE),
    Column("asset", "Kind of asset", Kind.CODES, codes=tuple(AssetKind)),
    Column("state", "Where", Kind.STATES),
    Column("usd", "In US dollars"),
    Column("rate_source", "Source of the rate"),
    Column("note", "Note"),
)
SOURCE: tuple[Column, ...] = (
    Column("title", "Title of the source", needed=True),
    Column("publisher", "Publisher"),
    Column("address", "Address of the source"),
    Column("dated", "Date of the source", Kind.DATE),
    Column("checked_on", "Checked on", Kind.DATE),
)
ROWS: dict[str, tuple[Column, ...]] = {"amounts": AMOUNT, "sources": SOURCE}

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Summary:
    """One summary: its identity on every node, its fields by name, its amounts and its sources; all of it text.

    An amount stays the text that was given, digit for digit, so that nothing is lost between offices.
    """

    uid: str
    fields: dict[str, Any]
    amounts: tuple[Row, ...]
    sources: tuple[Row, ...]

    def line(self, name: str) -> str:
        """A field of one value; empty where nothing is known."""
        return str(self.fields.get(name, ""))

    def several(self, name: str) -> tuple[str, ...]:
        """A field of several values."""
        return tuple(self.fields.get(name, ()))

    @property
    def states(self) -> tuple[str, ...]:
        """Every state of the case, once."""
        names = ("origin_states", "asset_states", "transit_states", "payer_states")
        return tuple(dict.fromkeys(code for name in names for code in self.several(name)))

    def data(self) -> dict[str, Any]:
        """The summary as plain data, in the order of the fields; what is not known is left out."""
        rows = {name: [dict(row) for row in getattr(self, name)] for name in ROWS if getattr(self, name)}
        return {"uid": self.uid, **self.fields, **rows}
