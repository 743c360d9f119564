"""Writing a letter out: the facts of a case put into its file, in its language."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from comity.common.errors import BadInputError, Place
from comity.drafting.blocks import Block, Document, FieldKind, Heading, Run, Runs, Signature
from comity.drafting.letter_file import Letter, declared_name
from comity.drafting.letter_text import Each, Insertion, Optional, Part, Words
from comity.drafting.localised import direction_of, section_number, separators, unbroken
from comity.drafting.locked import LockedValue
from comity.drafting.markdown import markdown_blocks, placeholder
from comity.drafting.values import Written, is_given, lookup, write_value


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """A field the letter needs and the case does not give; ``line`` is that of the letter's file."""

    field: str
    line: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter written out: the document, what is locked in it, what was not given, what is not yet translated."""

    document: Document
    locked: tuple[LockedValue, ...]
    missing: tuple[Missing, ...]
    untranslated: tuple[str, ...]
    groups: tuple[str, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body of the letter."""
        return self.document.blocks


@dataclass(frozen=True, slots=True)
class _Bound:
    """What a name means inside {each … as name}: its name in the dictionary, its place in the case, its value."""

    declared: str
    concrete: str
    value: Any


def render(letter: Letter, values: Mapping[str, Any], options: Set[str] | None = None) -> Rendered:
    """Write a letter out.

    ``values`` are the facts by the names of the letter's fields, nested. ``options`` names the optional groups that
    stand; None takes those that stand by default.
    """
    unknown = sorted((options or set()) - letter.groups.keys())
    if unknown:
        raise BadInputError(f"the letter has no optional part '{unknown[0]}' to choose", Place(letter.file))
    writing = _Writing(letter, values, options)
    text = writing.text(letter.parts, {})
    blocks = numbered(markdown_blocks(text, writing.inserted), letter.language)
    document = Document(
        title=letter.title,
        language=letter.language,
        direction=direction_of(letter.language),
        reference=writing.plain("reference"),
        blocks=blocks,
        signature=writing.signature(),
        marks=tuple(writing.marks()),
        words=tuple(sorted(letter.terms.words(letter.language).items())),
    )
    return Rendered(
        document,
        tuple(writing.locked),
        tuple(sorted(set(writing.missing))),
        tuple(dict.fromkeys(writing.untranslated)),
        tuple(dict.fromkeys(writing.groups)),
    )


def numbered(blocks: tuple[Block, ...], language: str) -> tuple[Block, ...]:
    """Number the sections (headings of the second level) so that an answer can refer to them."""
    count = 0
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            count += 1
            found.append(Heading(2, (Run(section_number(count, language)), *block.runs)))
        else:
            found.append(block)
    return tuple(found)


@dataclass(slots=True)
class _Writing:
    """The state of one writing-out."""

    letter: Letter
    values: Mapping[str, Any]
    options: Set[str] | None
    inserted: list[Runs] = field(default_factory=list)
    locked: list[LockedValue] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    untranslated: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    def text(self, parts: tuple[Part, ...], scope: Mapping[str, _Bound]) -> str:
        """The Markdown of some parts, with a placeholder for every inserted value."""
        written = ""
        for part in parts:
            match part:
                case Words(text):
                    written += unbroken(text, self.letter.language)
                case Insertion(name, line):
                    self.inserted.append(self._insert(name, scope, line))
                    written += placeholder(len(self.inserted) - 1)
                case Each(name, item, line, body):
                    written += self._each(name, item, line, body, scope)
                case Optional(name, _, body, unless) if self._stands(name, scope) is not unless:
                    written += self.text(body, scope)
                case Optional():
                    continue
        return written

    def plain(self, name: str) -> str:
        """A field outside the body, as text."""
        return "".join(run.text for run in self._insert(name, {}, 1))

    def signature(self) -> Signature:
        """The place to sign."""
        words = self.letter.terms.words(self.letter.language)
        placed = is_given(lookup(self.values, "place"))
        pattern = words.get("place_date", "{place}, {date}") if placed else "{date}"
        place = self.plain("place") if placed else ""
        return Signature(
            place_and_date=pattern.replace("{place}", place).replace("{date}", self.plain("date")),
            name=self.plain("signatory.name"),
            capacity=self.plain("signatory.title"),
            caption=words.get("signature", ""),
        )

    def marks(self) -> list[str]:
        """What every page carries in its header, besides the reference."""
        code = lookup(self.values, "confidentiality")
        if not is_given(code):
            return []
        text = self.letter.terms.text("confidentiality", str(code), self.letter.language)
        return [text or str(code)]

    def _each(self, name: str, item: str, line: int, body: tuple[Part, ...], scope: Mapping[str, _Bound]) -> str:
        bound = self._find(name, scope)
        if not is_given(bound.value):
            self.missing.append(Missing(bound.concrete, line))
            self.inserted.append((self._blank(bound.declared),))
            return f"\n\n{placeholder(len(self.inserted) - 1)}\n\n"
        items = bound.value if isinstance(bound.value, (list, tuple)) else [bound.value]
        return "".join(
            self.text(body, {**scope, item: _Bound(bound.declared, f"{bound.concrete}[{index}]", value)})
            for index, value in enumerate(items)
        )

    def _insert(self, name: str, scope: Mapping[str, _Bound], line: int) -> Runs:
        bound = self._find(name, scope)
        if not is_given(bound.value):
            self.missing.append(Missing(bound.concrete, line))
            return (self._blank(bound.declared),)
        declared = self.letter.fields[bound.declared]
        several = bound.value if declared.many and isinstance(bound.value, (list, tuple)) else [bound.value]
        each = [
            write_value(
                value, declared, self._nth(bound.concrete, index, len(several)), self.letter.language, self.letter.terms
            )
            for index, value in enumerate(several)
        ]
        for written in each:
            self.locked += written.locked
            if not written.translated:
                self.untranslated.append(bound.concrete)
        return self._joined(each)

    def _joined(self, each: list[Written]) -> Runs:
        runs = list(each[0].runs)
        for between, written in zip(separators(len(each), self.letter.language), each[1:], strict=True):
            runs += [Run(between), *written.runs]
        return tuple(runs)

    def _find(self, name: str, scope: Mapping[str, _Bound]) -> _Bound:
        head, dot, rest = name.partition(".")
        declared = declared_name(name, {key: bound.declared for key, bound in scope.items()})
        if head not in scope:
            return _Bound(declared, name, lookup(self.values, name))
        value = lookup(scope[head].value, rest) if rest else scope[head].value
        return _Bound(declared, scope[head].concrete + dot + rest, value)

    def _stands(self, name: str, scope: Mapping[str, _Bound]) -> bool:
        group = self.letter.groups.get(name)
        if group is None:
            return is_given(self._find(name, scope).value)
        if self.options is not None:
            stands = name in self.options
        else:
            stands = group.on_by_default or (bool(group.when) and is_given(self._find(group.when, scope).value))
        if stands:
            self.groups.append(name)
        return stands

    def _blank(self, declared: str) -> Run:
        pattern = self.letter.terms.words(self.letter.language).get("missing", "[{field}]")
        return Run(pattern.replace("{field}", declared), kind=FieldKind.TEXT, given=False)

    @staticmethod
    def _nth(concrete: str, index: int, count: int) -> str:
        return concrete if count == 1 else f"{concrete}[{index}]"
