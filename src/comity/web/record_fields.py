"""The fields of the case file's records as tables: where each stands, what it is called, how it is typed in.

What a table does not name (translations inside a translation, extensions) stays in the record untouched.
"""

from dataclasses import dataclass

from comity.casefile.case import DocumentKind
from comity.casefile.people import AgencyKind
from comity.casefile.proceedings import OrderKind, Stage


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field: its place in the record (dotted), its label, how it is typed, its hint, what it may hold.

    ``kind`` is term, words (a text per language), partial (a date that may lack day or month), day, number, choice,
    truth (yes, no, not stated), state, offence, one or ids (ids of other records), sums, versions or elements (lines).
    """

    path: str
    label: str
    kind: str = "term"
    hint: str = ""
    options: tuple[str, ...] = ()


_PROVISION = (
    RecordField("state", "State whose law it is", "state"),
    RecordField("title", "Name of the act", "words"),
    RecordField("article", "Articles"),
    RecordField("summary", "What it makes punishable, in own words", "words"),
    RecordField("max_months", "Longest imprisonment, in months", "number", "Leave empty where nobody has looked it up"),
    RecordField("life", "Imprisonment for life is possible", "truth"),
    RecordField("death", "The death penalty is possible", "truth"),
)
_PARTIAL = "As far as known: 2019, 2019-05 or 2019-05-20"

FIELDS: dict[str, tuple[RecordField, ...]] = {
    "conduct": (
        RecordField("offence", "Offence", "offence"),
        RecordField("statement", "What happened", "words", "Told once, used in every request"),
        RecordField("from", "Began", "partial", _PARTIAL),
        RecordField("to", "Ended", "partial", _PARTIAL),
        RecordField("place", "Where"),
        RecordField("people", "People", "ids", options=("people",)),
        RecordField("companies", "Companies", "ids", options=("companies",)),
        RecordField("amounts", "Amounts at stake", "sums", "One a line: 2400000.00 EUR 2020-03-11"),
        *(RecordField(f"law.{f.path}", f.label, f.kind, f.hint, f.options) for f in _PROVISION if f.path != "state"),
        RecordField("time_bar.date", "Barred by lapse of time from", "day"),
        RecordField("time_bar.statement", "Why it is not barred, with the provision", "words"),
        RecordField("elements", "Elements alleged", "elements", "One a line: official: administrative"),
    ),
    "proceedings": (
        RecordField("agency", "Conducted by", "one", options=("agencies",)),
        RecordField("stage", "Stage", "choice", options=tuple(Stage)),
        RecordField("court", "Court", "words"),
        RecordField("reference", "File number"),
        RecordField("opened", "Opened on", "partial", _PARTIAL),
        RecordField("people", "Against", "ids", options=("people", "companies")),
        RecordField("conduct", "Conduct", "ids", options=("conduct",)),
        RecordField("sentence.person", "Person sentenced", "one", options=("people",)),
        RecordField("sentence.imposed_months", "Months of imprisonment imposed", "number"),
        RecordField("sentence.remaining_months", "Months still to be served", "number"),
        RecordField("sentence.consented", "Consent to a transfer given on", "day"),
    ),
    "documents": (
        RecordField("title", "Title", "words", "As the list of annexes shows it"),
        RecordField("kind", "Kind", "choice", options=tuple(DocumentKind)),
        RecordField("date", "Date", "day"),
        RecordField("pages", "Pages", "number"),
        RecordField("language", "Written in", hint="Code of the language, such as nl or zh"),
        RecordField("translations", "Translations on file", "versions", "One a line: en certified, or: fr"),
        RecordField("certified", "Certified copy", "truth"),
        RecordField("sha256", "SHA-256", hint="Of the file, where it is kept electronically"),
    ),
    "agencies": (
        RecordField("name", "Name of the authority", "words"),
        RecordField("kind", "Kind", "choice", options=tuple(AgencyKind)),
        RecordField("state", "State", "state", "The state of the case where left out"),
        RecordField("address", "Postal address", "words"),
        RecordField("place", "Place where it signs", "words"),
        RecordField("contact.name", "Whom to ask"),
        RecordField("contact.phone", "Telephone"),
        RecordField("contact.email", "E-mail"),
        RecordField("signatory.name", "Who signs"),
        RecordField("signatory.title", "Office of who signs", "words"),
    ),
}
# Records inside a record: kind of the outer one and where they stand -> their fields.
INNER: dict[tuple[str, str], tuple[RecordField, ...]] = {
    ("proceedings", "orders"): (
        RecordField("kind", "What was ordered", "choice", options=tuple(OrderKind)),
        RecordField("court", "Court", "words"),
        RecordField("date", "Date", "day"),
        RecordField("reference", "Number"),
        RecordField("people", "Against", "ids", options=("people", "companies")),
        RecordField("assets", "Assets it covers", "ids", options=("assets",)),
        RecordField("final", "No ordinary appeal lies any more", "truth"),
        RecordField("final_on", "Final since", "day"),
        RecordField("enforceable", "Enforceable", "truth"),
        RecordField("in_absentia", "Made in absence", "truth"),
        RecordField("absence", "How the person was summoned and defended", "words"),
        RecordField("notified", "Notified on", "partial", _PARTIAL),
        RecordField("document", "Document that shows it", "one", options=("documents",)),
    ),
    ("conduct", "counterpart_law"): _PROVISION,
}
# What one of them is called.
TITLES: dict[str, str] = {
    "conduct": "Conduct",
    "proceedings": "Proceedings",
    "documents": "Documents",
    "agencies": "Authorities of the case file",
    "orders": "Orders",
    "counterpart_law": "Provisions of other states",
}
