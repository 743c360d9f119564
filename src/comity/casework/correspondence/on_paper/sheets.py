"""The sheets that go on paper with a package: how it is checked, and a form for the answer."""

import datetime as dt
from dataclasses import dataclass

from comity.drafting.blocks import Block, Heading, ListBlock, Paragraph, Run, Table
from comity.exchange.documents.fingerprint import grouped

_ASKED = ("who", "kind", "status", "question", "ground", "documents", "conditions", "signed")
_BLANK = "______________________________"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheets say of a package: to whom, about what, under which digest, with which files."""

    state: str
    reference: str
    subject: str
    digest: str
    sealed: bool
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What the sheet of a message without a letter says: to whom, by which references, in which words, with what."""

    state: str
    reference: str
    their_reference: str
    subject: str
    words: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


def sheet_language(*said: object) -> str:
    """The language of the sheets: the first one said that they are at hand in, such as the letter's; else English."""
    from comity.drafting.papers import paper_languages  # noqa: PLC0415 - read only where something goes on paper

    codes = (str(language or "").partition("-")[0] for language in said)
    return next((code for code in codes if code in paper_languages()), "en")


def cover_sheet(sheet: Sheet, day: dt.date, language: str = "en") -> bytes:
    """The cover sheet as PDF: what lies in the bag, and how anybody can check that nothing was altered."""
    from comity.drafting.localised import state_text  # noqa: PLC0415 - brings the locale data
    from comity.drafting.papers import paper  # noqa: PLC0415
    from comity.drafting.pdf import to_pdf  # noqa: PLC0415 - printing is slow to import

    spoken = paper("cover_sheet", language)
    state = state_text(sheet.state, language) or sheet.state
    rows = tuple(spoken.row((name, grouped(digest))) for name, digest in sheet.files)
    blocks: tuple[Block, ...] = (
        spoken.paragraph("addressed", state=state, reference=sheet.reference, subject=sheet.subject),
        spoken.paragraph("sealed" if sheet.sealed else "unsealed"),
        Heading(2, spoken.runs("digest")),
        Paragraph(*spoken.row((grouped(sheet.digest),))),
        Heading(2, spoken.runs("holds")),
        Table((spoken.runs("file"), *spoken.row(("SHA-256",))), rows),
        Heading(2, spoken.runs("answer")),
        spoken.paragraph("answering"),
    )
    return to_pdf(spoken.document(sheet.reference, blocks), draft_mark=None, created=day)


def reply_form(sheet: Sheet, day: dt.date, language: str = "en") -> bytes:
    """The form for an answer as a Word document."""
    from comity.drafting.docx import to_docx  # noqa: PLC0415 - printing is slow to import
    from comity.drafting.papers import paper  # noqa: PLC0415

    spoken = paper("reply_form", language)
    lines = (Paragraph((Run(f"{spoken.says(asked)}: {_BLANK}"),)) for asked in _ASKED)
    blocks: tuple[Block, ...] = (
        spoken.paragraph("ours", reference=sheet.reference, digest=grouped(sheet.digest)),
        spoken.paragraph("fill_in"),
        ListBlock(ordered=True, items=tuple((line,) for line in lines)),
    )
    return to_docx(spoken.document(sheet.reference, blocks), draft_mark=None, created=day)


def message_sheet(message: Message, day: dt.date, language: str = "en") -> bytes:
    """A message that is no letter, such as a reminder or an answer to a question, as PDF."""
    from comity.drafting.localised import state_text  # noqa: PLC0415 - brings the locale data
    from comity.drafting.papers import paper  # noqa: PLC0415
    from comity.drafting.pdf import to_pdf  # noqa: PLC0415 - printing is slow to import

    spoken = paper("message", language)
    state = state_text(message.state, language) or message.state
    blocks: list[Block] = [
        spoken.paragraph("addressed", state=state, reference=message.reference, subject=message.subject)
    ]
    if message.their_reference:
        blocks.append(spoken.paragraph("theirs", reference=message.their_reference))
    blocks += [Paragraph(*spoken.row((line,))) for line in message.words]
    if message.files:
        rows = tuple(spoken.row((name, grouped(digest))) for name, digest in message.files)
        blocks += [Heading(2, spoken.runs("holds")), Table((spoken.runs("file"), *spoken.row(("SHA-256",))), rows)]
    blocks.append(spoken.paragraph("answering"))
    return to_pdf(spoken.document(message.reference, blocks), draft_mark=None, created=day)
