"""Help inside the office: the documentation as pages, and which part of it belongs to which page."""

import hashlib
import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

# The documents that help people of an office, in the order in which they are listed.
SUBJECTS: tuple[str, ...] = (
    "tour",
    "guide",
    "office",
    "case-file",
    "screening",
    "exchange",
    "verify-a-package",
    "letters",
    "review-rules",
    "figures",
    "network",
    "library",
    "tracing",
    "coverage",
    "api",
    "backup",
    "hardening",
    "threat-model",
    "proof",
    "asvs",
    "postgresql",
)

# The first part of a page's address -> the part of the guide that explains it.
PARTS: dict[str, str] = {
    "": "finding-your-way",
    "cases": "cases",
    "records": "the-case-file",
    "parties": "people-and-companies",
    "screenings": "screening",
    "hits": "screening",
    "lists": "screening",
    "assets": "assets",
    "claims": "assets",
    "ledger": "assets",
    "ledgers": "money-and-ownership",
    "traces": "money-and-ownership",
    "money": "money-and-ownership",
    "ownership": "money-and-ownership",
    "tasks": "tasks",
    "merges": "people-and-companies",
    "incoming": "requests-that-we-receive",
    "mailboxes": "requests-that-we-receive",
    "corrections": "knowledge-and-figures",
    "directory": "knowledge-and-figures",
    "published": "knowledge-and-figures",
    "agreements": "assets",
    "evidence": "evidence",
    "requests": "requests-that-we-make",
    "communications": "requests-that-we-receive",
    "deadlines": "deadlines",
    "extraditions": "extradition-and-return",
    "returns": "extradition-and-return",
    "travels": "extradition-and-return",
    "person-requests": "the-rights-of-the-person",
    "notices": "the-rights-of-the-person",
    "blocks": "the-rights-of-the-person",
    "holds": "keeping-and-deleting",
    "disclosures": "the-rights-of-the-person",
    "your-data": "the-rights-of-the-person",
    "retention": "keeping-and-deleting",
    "entry-check": "entry-check",
    "consultations": "entry-check",
    "knowledge": "knowledge-and-figures",
    "lessons": "knowledge-and-figures",
    "library": "knowledge-and-figures",
    "figures": "knowledge-and-figures",
    "network": "knowledge-and-figures",
    "counterparts": "counterparts",
    "oversight": "oversight",
    "account": "your-account",
    "second-factor": "your-account",
    "accounts": "keeping-accounts",
}
# Words further on in an address that say more than its beginning; the last one counts.
ENDS: dict[str, str] = {
    "team": "team-and-walls",
    "share": "team-and-walls",
    "ledger.csv": "assets",
    "people": "people-and-companies",
    "duplicates": "people-and-companies",
    "net-worth": "money-and-ownership",
    "assets": "assets",
    "agreements": "assets",
    "money": "money-and-ownership",
    "ownership": "money-and-ownership",
    "tasks": "tasks",
    "requests": "requests-that-we-make",
    "checklist": "requests-that-we-receive",
    "results": "requests-that-we-receive",
    "protection": "team-and-walls",
    "extraditions": "extradition-and-return",
    "returns": "extradition-and-return",
    "travels": "extradition-and-return",
    "disclosures": "the-rights-of-the-person",
    "holds": "keeping-and-deleting",
    "library": "knowledge-and-figures",
    "lessons": "knowledge-and-figures",
    "lookout": "entry-check",
    "rights": "the-rights-of-the-person",
    "exculpatory": "the-rights-of-the-person",
    "evidence": "evidence",
    "ledger": "assets",
    "safeguards": "safeguard-review",
    "screening": "screening",
    "strategy": "people-and-companies",
    "records": "the-case-file",
    "return": "extradition-and-return",
}


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One document: its title, its headings with their places, and its text as HTML."""

    subject: str
    title: str
    headings: tuple[tuple[str, str], ...]
    body: SafeString
    language: str = "en"
    older: bool = False
    """Whether the English text has changed since this one was translated from it."""


@dataclass(frozen=True, slots=True)
class HelpPart:
    """One part of a document: the place of its heading, the heading, and what stands under it as HTML."""

    place: str
    heading: str
    body: SafeString


def part_for(path: str) -> str:
    """The part of the guide that explains the page at an address."""
    first, *rest = path.strip("/").split("/")
    inner = next((ENDS[word] for word in reversed(rest) if word in ENDS), "")
    return inner or PARTS.get(first, "finding-your-way")


def folder() -> Path:
    """Where the documents are: in the installed package, or beside the checkout."""
    installed = Path(__file__).with_name("help-pages")
    return installed if installed.is_dir() else Path(__file__).parents[3] / "docs"


def title_of(subject: str, language: str = "en") -> tuple[str, str]:
    """The first heading of a document, and the language it is in."""
    translated = folder() / f"{subject}.{language}.md"
    path = translated if translated.is_file() else folder() / f"{subject}.md"
    with path.open(encoding="utf-8") as file:
        return file.readline().removeprefix("#").strip(), language if path == translated else "en"


Tokens = Sequence[Token]
Options = OptionsDict
Env = MutableMapping[str, Any]

_CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "thead_open": "govuk-table__head",
    "tbody_open": "govuk-table__body",
    "tr_open": "govuk-table__row",
    "td_open": "govuk-table__cell",
    "th_open": "govuk-table__header",
}


@cache
def help_page(subject: str, language: str = "en") -> HelpPage:
    """A document as a page, in English where there is no translation; only markdown, no link to another host."""
    english, text, used = _read(subject, language)
    tokens, title, headings = _prepared(text, _places(english))
    page = HelpPage(subject, title, headings, _rendered(tokens[3:]))
    return page if used == "en" else replace(page, language=used, older=digest_named(text) != digest_of(english))


@cache
def help_parts(subject: str, language: str = "en") -> tuple[HelpPart, ...]:
    """The parts of a document one by one; the first is what stands before them, under the title."""
    english, text, _ = _read(subject, language)
    tokens, title, headings = _prepared(text, _places(english))
    begins = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag in {"h1", "h2"}]
    bodies = [_rendered(tokens[at + 3 : end]) for at, end in zip(begins, [*begins[1:], len(tokens)], strict=True)]
    named = [("", title), *headings]
    return tuple(HelpPart(place, text, body) for (place, text), body in zip(named, bodies, strict=True))


def _read(subject: str, language: str) -> tuple[str, str, str]:
    """The English text of a document, its text in a language or the English one again, and which of the two it is."""
    english = (folder() / f"{subject}.md").read_text(encoding="utf-8")
    translated = folder() / f"{subject}.{language}.md"
    if language == "en" or not translated.is_file():
        return english, english, "en"
    return english, translated.read_text(encoding="utf-8"), language


_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_TRANSLATED_FROM = re.compile(r"^\[translated-from\]: sha256:([0-9a-f]{64})$", re.MULTILINE)


def digest_of(english: str) -> str:
    """The digest that a translation names as the text it was made from."""
    return hashlib.sha256(english.encode()).hexdigest()


def digest_named(text: str) -> str:
    """The digest of the English text that a translation was made from."""
    found = _TRANSLATED_FROM.search(text)
    return found.group(1) if found else ""


def _places(english: str) -> list[str]:
    return [anchor(heading) for heading in _HEADING.findall(english)]


def _prepared(text: str, places: Sequence[str]) -> tuple[list[Token], str, tuple[tuple[str, str], ...]]:
    """The text as tokens with the classes of the office's pages, its title, and its headings with their places."""
    tokens = _markdown().parse(text)
    title, headings = _name_headings(tokens, places)
    for at, token in enumerate(tokens):
        if token.type in _CLASSES:
            token.attrSet("class", _CLASSES[token.type])
        if token.type == "th_open" and not tokens[at + 1].content:
            token.tag = tokens[at + 2].tag = "td"  # nothing is headed by an empty heading
    return tokens, title, headings


def _rendered(tokens: Sequence[Token]) -> SafeString:
    return mark_safe(_Renderer().render(tokens, _markdown().options, {}))  # noqa: S308 - HTML is switched off


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def anchor(heading: str) -> str:
    """The place of a heading in its page."""
    return "-".join(re.findall(r"[a-z0-9]+", heading.casefold()))


def _name_headings(tokens: Sequence[Token], places: Sequence[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give every heading the place of the English one it translates, so that links lead to the same part."""
    at_headings = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    named = []
    for number, at in enumerate(at_headings):
        token, text = tokens[at], tokens[at + 1].content
        place = places[number] if len(places) == len(at_headings) else anchor(text)
        token.attrSet("id", place)
        token.attrSet("class", "govuk-heading-m" if token.tag == "h2" else "govuk-heading-s")
        named.append((token.tag, place, text))
    title = named[0][2] if named else ""
    return title, tuple((place, text) for tag, place, text in named if tag == "h2")


class _Renderer(RendererHTML):
    """Writes links, tables and examples as the office's pages have them; public methods are the renderer's rules."""

    def link_open(self, tokens: Tokens, idx: int, options: Options, env: Env) -> str:  # noqa: ARG002
        """A link to another document; an address elsewhere stays text, since no page leads to another host."""
        target = str(tokens[idx].attrGet("href") or "")
        found = re.fullmatch(r"(?:\.\./docs/|docs/)?([a-z-]+)\.md(#[\w-]+)?", target)
        ends = env.setdefault("ends", [])
        if found and found.group(1) in SUBJECTS:
            ends.append("</a>")
            return f'<a class="govuk-link" href="/help/{found.group(1)}{found.group(2) or ""}">'
        if target.startswith("#"):
            ends.append("</a>")
            return f'<a class="govuk-link" href="{escape(target)}">'
        ends.append(f" ({escape(target)})" if target.startswith("http") else "")
        return ""

    def link_close(self, tokens: Tokens, idx: int, options: Options, env: Env) -> str:  # noqa: ARG002
        """The end of what was begun."""
        return str(env["ends"].pop())

    def image(self, tokens: Tokens, idx: int, options: Options, env: Env) -> str:  # noqa: ARG002
        """The words of a picture; the pictures themselves are not shipped."""
        return escape(tokens[idx].content)

    def table_open(self, tokens: Tokens, idx: int, options: Options, env: Env) -> str:  # noqa: ARG002
        """A table that scrolls by itself where the page is narrow."""
        return '<div class="comity-scroll" tabindex="0" role="group" aria-label="Table"><table class="govuk-table">'

    def table_close(self, tokens: Tokens, idx: int, options: Options, env: Env) -> str:  # noqa: ARG002
        """The end of it."""
        return "</table></div>"

    def code_inline(self, tokens: Tokens, idx: int, options: Options, env: Env) -> str:  # noqa: ARG002
        """What is typed within a sentence, in its own direction."""
        return f'<code dir="ltr">{escape(tokens[idx].content)}</code>'

    def fence(self, tokens: Tokens, idx: int, options: Options, env: Env) -> str:  # noqa: ARG002
        """What is typed, in its own direction."""
        code = escape(tokens[idx].content)
        place = 'class="comity-scroll" tabindex="0" role="group" aria-label="Example"'
        return f'<pre {place} dir="ltr"><code>{code}</code></pre>'

    def code_block(self, tokens: Tokens, idx: int, options: Options, env: Env) -> str:
        """The same, written indented."""
        return self.fence(tokens, idx, options, env)
