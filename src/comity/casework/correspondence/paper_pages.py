"""The sheets that go on paper with a package: how it is checked, and a form for the answer."""

import datetime as dt
from dataclasses import dataclass

from comity.drafting.blocks import Block, Document, Heading, ListBlock, Paragraph, Run, Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheets say of a package: to whom, about what, under which digest, with which files."""

    state: str
    reference: str
    subject: str
    digest: str
    sealed: bool
    files: tuple[tuple[str, str], ...]


def cover_sheet(sheet: Sheet, day: dt.date) -> bytes:
    """The cover sheet as PDF: what lies in the bag, and how anybody can check that nothing was altered."""
    from comity.drafting.pdf import to_pdf  # noqa: PLC0415 - printing is slow to import

    seal = (
        "The container PACKAGE.asice is sealed by this authority; its READ-ME.txt says how to check the seal with "
        "openssl and sha256sum. Compare the digest below with that of the file you have."
        if sheet.sealed
        else "This authority has no electronic seal: compare the digest of each file with this list."
    )
    rows = tuple(((Run(name),), (Run(grouped(digest)),)) for name, digest in sheet.files)
    blocks: tuple[Block, ...] = (
        _text(f"To: {sheet.state}. Reference: {sheet.reference}. {sheet.subject}."),
        _text(seal),
        Heading(2, (Run("SHA-256 of the package"),)),
        _text(grouped(sheet.digest)),
        Heading(2, (Run("What it holds"),)),
        Table(((Run("File"),), (Run("SHA-256"),)), rows),
        Heading(2, (Run("How to answer"),)),
        _text(
            "Fill in REPLY-FORM.docx or write freely, quote the reference, and send it by the channel that is agreed. "
            "The answer is registered here as what it is: unsigned, entered by a named person."
        ),
    )
    return to_pdf(_document("Cover sheet", sheet, blocks), draft_mark=None, created=day)


def reply_form(sheet: Sheet, day: dt.date) -> bytes:
    """The form for an answer as a Word document."""
    from comity.drafting.docx import to_docx  # noqa: PLC0415 - printing is slow to import

    asked = (
        "Your authority and your reference",
        "This answer is: acknowledgement, question, comment, status, partial result, result, postponement or refusal",
        "If a status: the next step, by whom, expected on which day",
        "If a question or comment: its text",
        "If a postponement or refusal: the ground, and the article on which it rests",
        "Documents that go with this answer",
        "Conditions for the use of what you send",
        "Name, function, date, signature",
    )
    items = tuple((_text(f"{line}: ______________________________"),) for line in asked)
    blocks: tuple[Block, ...] = (
        _text(f"Our reference: {sheet.reference}. Package: {grouped(sheet.digest)}"),
        _text("Fill in what applies and leave the rest; any language agreed between the two states will do."),
        ListBlock(ordered=True, items=items),
    )
    return to_docx(_document("Reply to a request", sheet, blocks), draft_mark=None, created=day)


def grouped(digest: str) -> str:
    """A digest in groups of four, to be compared by eye."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _text(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _document(title: str, sheet: Sheet, blocks: tuple[Block, ...]) -> Document:
    return Document(title, "en", "ltr", sheet.reference, blocks)
