"""A proposal as YAML that a lawyer can paste into a party list; what is unfinished stays a comment."""

import json
import re
from collections.abc import Iterator

from comity.common.source import Source
from comity.law.depositary.names import bare_name
from comity.law.depositary.page import Entry
from comity.law.depositary.proposal import Finding, Proposal, Proposed, Spoken
from comity.law.states import state_name

_PLAIN = re.compile(r"[A-Za-z][\w ./-]*|\d{4}(-\d\d){0,2}")
_SECTIONS = {
    Finding.NEW: "the list has no row for these states",
    Finding.DIFFERS: "the list holds another value; keep both rows, for each is one source's testimony",
    Finding.ADDS: "the list holds these states, but not everything the page says",
    Finding.SAME: "the list says the same already; a newer source may still be worth a row",
}


def source_key(proposal: Proposal) -> str:
    """A key for the page among the sources of the list, such as un-collection-html-2024-04-20."""
    day = proposal.source.as_of or proposal.source.checked
    return f"{proposal.page.format.replace('_', '-')}-{day}"


def as_yaml(proposal: Proposal, file: str) -> str:
    """The proposal as a snippet in the form of ``lawdata/instruments/parties``."""
    return "\n".join(_lines(proposal, file)) + "\n"


def _lines(proposal: Proposal, file: str) -> Iterator[str]:
    key = source_key(proposal)
    yield f"# Proposed from '{_comment(file)}' for {proposal.instrument}. Not law data before a lawyer has compared it"
    yield "# with the page. Move the source and the rows into the party list of the instrument."
    yield from (f"# Caution: {_comment(caution)}" for caution in proposal.cautions)
    yield "sources:"
    yield f"  {key}: {_source(proposal.source)}"
    yield "  # add 'lists: all' to the source only where the page is the full list"
    yield from _totals(proposal)
    yield "rows:"
    for finding, words in _SECTIONS.items():
        rows = proposal.found(finding)
        if rows:
            yield f"# {finding} ({len(rows)}): {words}"
            for row in rows:
                yield from _row(row, key)
    yield from _statements(proposal, key)
    yield from _names(proposal)


def _source(source: Source) -> str:
    parts = {"title": source.title, "as_of": source.as_of, "checked": source.checked, "grade": source.grade}
    return _flow({key: value for key, value in parts.items() if value})


def _totals(proposal: Proposal) -> Iterator[str]:
    if not proposal.page.totals:
        return
    yield "published:"
    for what, total in proposal.page.totals:
        as_of = {"as_of": proposal.source.as_of} if proposal.source.as_of else {}
        words = _flow({"what": what, **as_of, "source": proposal.source.title})
        yield f"- {{total: {total}, {words[1:]}"


def _row(row: Proposed, key: str) -> Iterator[str]:
    entry = row.entry
    if bare_name(entry.name) != state_name(row.state):
        yield f"# {row.state} is printed as '{_comment(entry.name)}'"
    for difference in row.differences:
        ours = "; ".join(f"{value} ({source})" for value, source in difference.ours)
        yield f"# {row.state} {difference.field}: held {_comment(ours)}; page {difference.theirs}"
    if row.adds:
        yield f"# {row.state}: adds {', '.join(row.adds)}"
    if entry.marks:
        yield f"# {row.state} is marked {', '.join(map(_comment, entry.marks))} on the page: read it there"
    text = _flow(_fields(row.state, entry, key, unfinished=bool(row.unfinished)))
    yield f"# - {text}   # fill in {row.unfinished}" if row.unfinished else f"- {text}"


def _fields(state: str, entry: Entry, key: str, *, unfinished: bool) -> dict[str, str]:
    dates = {"signed": entry.signed, "deposited": entry.deposited, "how": entry.how, "in_force": entry.in_force}
    fields = {"state": state, **{name: value for name, value in dates.items() if value}}
    if entry.left or unfinished:
        fields["left"] = entry.left
    if entry.reservation:
        fields["reservation"] = "unread"
    if entry.remarks:
        fields["note"] = "; ".join(entry.remarks)
    return {**fields, "source": key}


def _statements(proposal: Proposal, key: str) -> Iterator[str]:
    if not proposal.statements:
        return
    yield f"# Statements ({len(proposal.statements)}): say each in your own words; never copy its text. Those under a"
    yield "# heading 'Notifications' belong into lawdata/instruments/notifications.yaml."
    yield from (_statement(spoken, key) for spoken in proposal.statements)


def _statement(spoken: Spoken, key: str) -> str:
    statement = spoken.statement
    fields = {"state": spoken.state, "declared": "", **({"on": statement.on} if statement.on else {}), "source": key}
    place = f"'{_comment(statement.section)}', under '{_comment(statement.name)}'"
    size = f"{statement.paragraphs} paragraph{'s' if statement.paragraphs != 1 else ''}, {statement.length} characters"
    return f"# - {_flow(fields)}   # {place}: {size}"


def _names(proposal: Proposal) -> Iterator[str]:
    for words, names in (
        ("Names that are not known here, left out", proposal.unknown),
        ("Former states, left out", proposal.former),
        ("Named without a date, left out", proposal.undated),
        ("Held here and not on the page, which proves nothing", proposal.missing),
    ):
        if names:
            yield f"# {words}: {', '.join(map(_comment, names))}"


def _flow(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(value)}".rstrip() for key, value in fields.items()) + "}"


def _scalar(value: str) -> str:
    return value if not value or _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _comment(text: str) -> str:
    """Text that cannot break out of a comment: one line, no control characters."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
