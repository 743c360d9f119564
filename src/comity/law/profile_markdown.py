"""A state's profile as Markdown: one page that can be printed, mailed and corrected."""

from collections.abc import Iterator

from comity.law.profile_page import ProfilePage
from comity.law.profile_section import Entry, Section
from comity.law.vocabulary import MEASURES


def as_markdown(page: ProfilePage) -> str:
    """Write the profile as one Markdown page."""
    return "\n".join([*_head(page), *_body(page), ""])


def _head(page: ProfilePage) -> Iterator[str]:
    yield f"# {page.name} ({page.state}) as requested state, {page.on}"
    yield ""
    counted = ", ".join(f"{count} {badge}" for badge, count in page.ages.items())
    yield f"Facts on this page: {counted}. Subjects on which nothing is evidenced: {page.missing}."
    yield f"*Old*: the source speaks for a day more than {page.old_after} years ago. *Undated*: it names no day."
    yield "*Not evidenced* is not *no*: nobody has looked it up, or the source does not say."
    yield "Entries marked ⇄ speak of the same thing in different words: read them side by side."
    yield ""


def _body(page: ProfilePage) -> Iterator[str]:
    for part in page.measures:
        yield f"## {MEASURES[part.measure].capitalize()}"
        yield ""
        for one in part.sections:
            yield from _section(one)
    yield "## For every measure"
    yield ""
    for one in page.general:
        yield from _section(one)


def _section(one: Section) -> Iterator[str]:
    if not one.entries and not one.missing:
        return
    yield f"### {one.title}" + (f" ({len(one.entries)})" if len(one.entries) > 1 else "")
    yield ""
    if one.missing:
        yield f"*{one.missing[0].upper()}{one.missing[1:]}.*"
    for entry in one.entries:
        yield _entry(entry)
    yield ""


def _entry(entry: Entry) -> str:
    mark = "⇄ " if entry.side_by_side else ""
    note = f" *{entry.note}*" if entry.note else ""
    return _one_line(f"- {mark}**{entry.about}**: {entry.says}{entry.cited}{note} [{entry.source.title}; {entry.age}]")


def _one_line(text: str) -> str:
    return " ".join(text.split())
