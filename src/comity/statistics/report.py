"""The printed report of a period: how it was counted, then every figure with its definition, table and picture."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from comity.drafting.blocks import Block, Document, Heading, ListBlock, Paragraph, Picture, Run, Table
from comity.drafting.localised import direction_of
from comity.statistics.period import Period
from comity.statistics.record import Head

_WORDS = (("page", "{n} / {m}"), ("reference", "{reference}"))

METHOD = """
Every figure is counted from the log of this office, not typed. Each event counts on the day on which it happened.
A request counts once per column, in the period of the first event of that kind; columns are no shares of one another.
Pending is what had begun and had no outcome by the last day of the period, whenever it began.
Counts from 1 to 4 are kept back (*), with one more where a total would tell them; a zero is published.
What happened but of which the record does not say the kind counts as not recorded.
The record without names can be asked for; whoever has it can count again with the same program or another.
""".strip().splitlines()
"""How the figures are counted, sentence by sentence; translated where labels are."""


@dataclass(frozen=True, slots=True)
class Section:
    """One figure as it is printed: title, what it counts, the headings, the rows, the picture as SVG or nothing.

    ``absent`` is what is said where there are no rows.
    """

    title: str
    counts: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    picture: str
    absent: str = "Nothing of this kind happened in the period."


def report_document(
    *, period: Period, head: Head, office: str, language: str, sections: Sequence[Section], say: Callable[[str], str]
) -> Document:
    """Write the report; ``say`` gives the words in the language of the report."""
    return Document(
        title=say("Report on international cooperation"),
        language=language,
        direction=direction_of(language),
        reference=f"{office}, {period.start} – {period.end}",
        blocks=tuple(_blocks(head, sections, say)),
        words=_WORDS,
    )


def report_pdf(document: Document, period: Period) -> bytes:
    """Print the report as PDF/UA; the same figures give the same bytes."""
    from comity.drafting.pdf import to_pdf  # noqa: PLC0415 - a large library that only printing needs

    return to_pdf(document, draft_mark=None, created=period.end)


def _blocks(head: Head, sections: Sequence[Section], say: Callable[[str], str]) -> Iterator[Block]:
    yield Heading(2, _runs(say("How these figures are counted")))
    yield ListBlock(ordered=False, items=tuple((Paragraph(_runs(say(sentence))),) for sentence in METHOD))
    yield Paragraph(_runs(f"{say('Entries of the log')}: {head.size}. SHA-256 {head.root}"))
    for section in sections:
        yield Heading(2, _runs(section.title))
        yield Paragraph((Run(section.counts, direction="ltr"),))
        if not section.rows:
            yield Paragraph(_runs(say(section.absent)))
            continue
        if section.picture:
            yield Picture(section.picture, f"{section.title}. {say('The table below holds the same figures.')}")
        yield Table(tuple(map(_runs, section.headings)), tuple(tuple(map(_runs, row)) for row in section.rows))


def _runs(text: str) -> tuple[Run, ...]:
    return (Run(text),)
