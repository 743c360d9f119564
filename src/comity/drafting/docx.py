"""Letters as DOCX for editing: real headings, lists and table headers, every language in its fonts."""

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from comity.drafting.blocks import Block, Document, Heading, ListBlock, Paragraph, Picture, Run, Runs, Signature, Table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

_FONTS = {"ascii": "Noto Sans", "hAnsi": "Noto Sans", "eastAsia": "Noto Sans SC", "cs": "Noto Sans Arabic"}
_TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "zh": "zh-CN", "ar": "ar-SA", "ru": "ru-RU", "pt": "pt-PT"}
_RED = "A40000"
_YELLOW = "FFF2A8"


def to_docx(document: Document, *, draft_mark: str | None, created: dt.date) -> bytes:
    """Print a letter as a Word document; ``draft_mark`` stands in the header of every page."""
    from docx import Document as new_word_document  # noqa: PLC0415, N813 - a library that only printing needs

    word = new_word_document()
    _set_up(word, document, created)
    _header(word, document, draft_mark)
    _footer(word, document)
    _add_heading(word, Heading(1, (Run(document.title),)), document)
    for block in document.blocks:
        _add(word, block, document, depth=0)
    if document.signature is not None:
        _sign(word, document.signature, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return _same_every_time(buffer.getvalue(), created)


def _set_up(word: "WordDocument", document: Document, created: dt.date) -> None:
    from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415 - see to_docx

    properties = word.core_properties
    properties.title, properties.subject, properties.author = document.title, document.reference, ""
    properties.language = _tag(document.language)
    properties.comments = ""
    properties.created = properties.modified = dt.datetime.combine(created, dt.time(), dt.UTC)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    word.styles["Normal"].font.size = Pt(10.5)
    word.styles["Normal"].paragraph_format.space_after = Pt(7)
    for style in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        _fonts_of(word.styles[style].element.get_or_add_rPr(), document.language)
    for style, size in (("Heading 1", 15), ("Heading 2", 11.5), ("Heading 3", 10.5)):
        word.styles[style].font.size = Pt(size)
        word.styles[style].font.color.rgb = RGBColor(0, 0, 0)
    for style in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        _same_in_every_script(word.styles[style].element.get_or_add_rPr())
    if document.direction == "rtl":
        section._sectPr.find(_name("w:docGrid")).addprevious(_element("w:bidi"))  # noqa: SLF001 - see _direct


def _fonts_of(properties: Any, language: str) -> None:  # noqa: ANN401
    """Name the font of each script and the language of the text; the theme's fonts would otherwise win."""
    fonts = properties.get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    _attributes(fonts, **_FONTS)
    tag = _tag(language)
    east, bidi = (tag if language[:2] in ("zh", "ja", "ko") else "zh-CN"), (tag if _is_rtl(language) else "ar-SA")
    _attributes(_child(properties, "w:lang"), val=tag, eastAsia=east, bidi=bidi)


def _same_in_every_script(properties: Any) -> None:  # noqa: ANN401
    """Give Arabic the size and weight of the rest; Word keeps both apart for scripts it calls complex."""
    for name in ("w:b", "w:i", "w:sz"):
        there, complex_one = properties.find(_name(name)), properties.find(_name(f"{name}Cs"))
        if there is None:
            continue
        if complex_one is None:
            complex_one = _element(f"{name}Cs")
            there.addnext(complex_one)
        for key, value in there.attrib.items():
            complex_one.set(key, value)


def _header(word: "WordDocument", document: Document, draft_mark: str | None) -> None:
    paragraph = word.sections[0].header.paragraphs[0]
    _direct(paragraph, document)
    _add_runs(paragraph, (Run(document.reference_line),), document)
    for mark in document.marks:
        _add_runs(paragraph, (Run(f" · {mark}", strong=True),), document)
    if draft_mark:
        from docx.shared import Pt, RGBColor  # noqa: PLC0415 - see to_docx

        below = word.sections[0].header.add_paragraph()
        _direct(below, document)
        stamp = below.add_run(draft_mark)
        stamp.bold, stamp.font.size, stamp.font.color.rgb = True, Pt(20), RGBColor.from_string(_RED)


def _footer(word: "WordDocument", document: Document) -> None:
    """Page n of m, both counted by the word processor."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - see to_docx

    paragraph = word.sections[0].footer.paragraphs[0]
    _direct(paragraph, document)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, _, rest = (document.word("page") or "{n} / {m}").partition("{n}")
    between, _, after = rest.partition("{m}")
    for text, count in ((before, "PAGE"), (between, "NUMPAGES"), (after, None)):
        paragraph.add_run(text)
        if document.direction == "rtl":
            _child(paragraph.runs[-1]._r.get_or_add_rPr(), "w:rtl")  # noqa: SLF001 - see _direct
        if count:
            paragraph._p.append(_element("w:fldSimple", instr=count))  # noqa: SLF001 - fields have no public door


def _add(word: "WordDocument", block: Block, document: Document, depth: int) -> None:
    match block:
        case Heading():
            _add_heading(word, block, document)
        case Paragraph(runs):
            _add_runs(_paragraph(word, document), runs, document)
        case ListBlock():
            _add_list(word, block, document, depth)
        case Table():
            _add_table(word, block, document)
        case Picture():
            _add_picture(word, block, document)


def _add_heading(word: "WordDocument", heading: Heading, document: Document) -> None:
    _add_runs(_paragraph(word, document, f"Heading {min(heading.level, 3)}"), heading.runs, document)


def _add_list(word: "WordDocument", block: ListBlock, document: Document, depth: int) -> None:
    name = "List Number" if block.ordered else "List Bullet"
    style = name if depth == 0 else f"{name} {min(depth + 1, 3)}"
    numbering = _own_numbering(word, style) if block.ordered else None
    for item in block.items:
        for index, child in enumerate(item):
            if not isinstance(child, Paragraph):
                _add(word, child, document, depth + 1)
                continue
            paragraph = _paragraph(word, document, style if index == 0 else "List Continue")
            if numbering is not None and index == 0:
                paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbering  # noqa: SLF001
            _add_runs(paragraph, child.runs, document)


def _own_numbering(word: "WordDocument", style: str) -> int:
    """A count that begins at one for this list; the style's own would go on from the list before."""
    numbering: Any = word.part.numbering_part.element
    number = word.styles[style].element.pPr.numPr.numId.val
    own = numbering.add_num(numbering.num_having_numId(number).abstractNumId.val)
    own.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(own.numId)


def _add_table(word: "WordDocument", block: Table, document: Document) -> None:
    from docx.enum.table import WD_TABLE_DIRECTION  # noqa: PLC0415 - see to_docx

    table = word.add_table(rows=0, cols=len(block.header), style="Table Grid")
    if document.direction == "rtl":
        table.table_direction = WD_TABLE_DIRECTION.RTL
    for number, row in enumerate((block.header, *block.rows)):
        cells = table.add_row().cells
        for cell, runs in zip(cells, row, strict=True):
            shown = runs if number else tuple(replace(run, strong=True) for run in runs)
            _direct(cell.paragraphs[0], document)
            _add_runs(cell.paragraphs[0], shown, document)
    _child(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001 - repeats on every page, named by readers
    word.add_paragraph()


def _add_picture(word: "WordDocument", picture: Picture, document: Document) -> None:
    """A drawing as pixels, because Word takes no SVG by itself; whoever does not see it is told what it shows."""
    from docx.shared import Cm  # noqa: PLC0415 - see to_docx

    from comity.drafting.picture_png import to_png  # noqa: PLC0415 - only where there is a drawing

    shape = word.add_picture(io.BytesIO(to_png(picture.svg)), width=Cm(16.2))
    shape._inline.docPr.set("descr", picture.description)  # noqa: SLF001 - the library has no name for it
    _add_runs(_paragraph(word, document), (Run(picture.description, emphasis=True),), document)


def _sign(word: "WordDocument", signature: Signature, document: Document) -> None:
    for text in (signature.place_and_date, "", ""):
        paragraph = _paragraph(word, document)
        paragraph.paragraph_format.keep_with_next = True
        _add_runs(paragraph, (Run(text),), document)
    runs = (Run(f"{signature.caption}\n"), Run(f"{signature.name}\n", strong=True), Run(signature.capacity))
    _add_runs(_paragraph(word, document), runs, document)


def _paragraph(word: "WordDocument", document: Document, style: str | None = None) -> "WordParagraph":
    paragraph = word.add_paragraph(style=style)
    _direct(paragraph, document)
    return paragraph


def _direct(paragraph: "WordParagraph", document: Document) -> None:
    if document.direction == "rtl":
        _child(paragraph._p.get_or_add_pPr(), "w:bidi")  # noqa: SLF001 - python-docx has no word for direction


def _add_runs(paragraph: "WordParagraph", runs: Runs, document: Document) -> None:
    for run in runs:
        made = paragraph.add_run(run.text)
        made.bold, made.italic = run.strong or None, run.emphasis or None
        properties = made._r.get_or_add_rPr()  # noqa: SLF001 - see _direct
        _same_in_every_script(properties)
        if not run.given:
            properties.append(_element("w:shd", val="clear", color="auto", fill=_YELLOW))
        if _runs_leftwards(run, document):
            _child(properties, "w:rtl")


def _runs_leftwards(run: Run, document: Document) -> bool:
    from comity.drafting.localised import runs_in  # noqa: PLC0415 - brings the locale data

    latin_only = runs_in(run.text, "ltr") and not runs_in(run.text, "rtl")
    return (run.direction or ("ltr" if latin_only else document.direction)) == "rtl"


def _same_every_time(data: bytes, created: dt.date) -> bytes:
    """Pack the parts again with one date on all of them, so that equal letters are equal files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (max(created.year, 1980), created.month, created.day, 0, 0, 0))
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(part, old.read(name))
    return buffer.getvalue()


def _tag(language: str) -> str:
    return _TAGS.get(language, language)


def _is_rtl(language: str) -> bool:
    from comity.drafting.localised import direction_of  # noqa: PLC0415 - brings the locale data

    return direction_of(language) == "rtl"


def _element(name: str, **attributes: str) -> Any:  # noqa: ANN401 - an element of the XML library
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415 - see to_docx

    element = OxmlElement(name)
    _attributes(element, **attributes)
    return element


def _name(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 - see to_docx

    return str(qn(name))


def _child(parent: Any, name: str) -> Any:  # noqa: ANN401
    found = parent.find(_name(name))
    if found is None:
        found = _element(name)
        parent.append(found)
    return found


def _attributes(element: Any, **attributes: str) -> None:  # noqa: ANN401
    for key, value in attributes.items():
        element.set(_name(f"w:{key}"), value)
