"""Letters are files a lawyer edits: front matter, typed fields, named optional paragraphs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.common.shape import Record, Shape
from comity.common.strict_yaml import parse_yaml
from comity.drafting.blocks import LOCKED_KINDS, FieldKind
from comity.drafting.fields import Field, Terms, load_fields, load_terms, read_fields
from comity.drafting.letter_text import Each, Insertion, Optional, Part, Words, parse_letter_text

_FRONT = Shape.of("title measure language version checked", "cites fields optional")
_GROUP = Shape.of("says", "when")
_ALWAYS = "always"
SIGNED_FIELDS = ("reference", "date", "signatory.name", "signatory.title")
"""Fields every letter uses outside its body: the reference in the header and the place to sign."""


@dataclass(frozen=True, slots=True)
class OptionalGroup:
    """A named optional part of a letter, for the drafter to choose.

    ``says`` tells what it is for; it is on by default where the field ``when`` is given (``always``: in any case).
    """

    name: str
    says: str
    when: str = ""

    @property
    def on_by_default(self) -> bool:
        """Whether it stands unless the drafter removes it."""
        return self.when == _ALWAYS


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in one language, as its file says; ``fields`` are those it uses, by name."""

    title: str
    measure: str
    language: str
    version: str
    checked: str
    file: str
    cites: tuple[str, ...]
    fields: Mapping[str, Field]
    required: frozenset[str]
    groups: Mapping[str, OptionalGroup]
    parts: tuple[Part, ...]
    terms: Terms


def load_letter(path: Path) -> Letter:
    """Read one letter; its dictionary of fields and its vocabularies lie in the same folder."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadInputError("no such letter", Place(str(path))) from None
    except UnicodeDecodeError as error:
        raise BadInputError(f"is not UTF-8 text (byte {error.start})", Place(str(path))) from None
    return read_letter(text, path.name, load_fields(path.parent), load_terms(path.parent))


def read_letter(text: str, name: str, dictionary: Mapping[str, Field], terms: Terms) -> Letter:
    """Read a letter from its text; ``name`` is its file name, ``dictionary`` the fields common to all letters."""
    front, body, first_line = _divide(text, name)
    top = Record.whole(parse_yaml(front, name), _FRONT)
    own = read_fields(top.record("fields")) if "fields" in top.data else {}
    known = {**dictionary, **own}
    groups = _groups(top, known)
    use = _Use(name, known, groups)
    parts = parse_letter_text(body, name, first_line)
    use.read(parts, {}, inside_optional=False)
    for field in (*SIGNED_FIELDS, "place"):
        use.declared(field, {}, 1)
    for unused in [group for group in groups if group not in use.groups]:
        raise top.file.error(f"the optional part '{unused}' is declared and never used", ("optional", unused))
    for unused in [field for field in own if field not in use.fields]:
        raise top.file.error(f"the field '{unused}' is declared and never used", ("fields", unused))
    expected = f"{top.text('measure')}.{top.text('language')}.md"
    if Path(name).name != expected:
        raise top.error(f"measure and language say '{expected}', the file's name says '{Path(name).name}'", "measure")
    return Letter(
        title=top.text("title"),
        measure=top.text("measure"),
        language=top.text("language"),
        version=top.text("version"),
        checked=top.text("checked"),
        file=name,
        cites=top.texts("cites"),
        fields={field: known[field] for field in sorted(use.fields)},
        required=frozenset(use.required | set(SIGNED_FIELDS)),
        groups=groups,
        parts=parts,
        terms=terms,
    )


def locked_insertions(letter: Letter) -> Counter[str]:
    """How often each locked field (date, money, name, number, code) stands in the body of a letter."""
    return Counter(
        name
        for name in _inserted(letter.parts, {})
        if name in letter.fields and letter.fields[name].kind in LOCKED_KINDS
    )


def declared_name(field: str, scope: Mapping[str, str]) -> str:
    """The dictionary's name of a field: inside ``{each persons as person}``, person.name is persons.name."""
    head, dot, rest = field.partition(".")
    return scope[head] + dot + rest if head in scope else field


def _divide(text: str, name: str) -> tuple[str, str, int]:
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise BadInputError("a letter begins with a line '---' and its front matter", Place(name, 1))
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            # the blank first line keeps the line numbers of the front matter those of the file
            return "\n".join(["", *lines[1:number]]), "\n".join(lines[number + 1 :]), number + 2
    raise BadInputError("the front matter has no closing line '---'", Place(name, 1))


def _groups(top: Record, known: Mapping[str, Field]) -> dict[str, OptionalGroup]:
    if "optional" not in top.data:
        return {}
    table = top.record("optional")
    found = {}
    for name in table.data:
        entry = table.record(name, _GROUP)
        if name in known:
            raise entry.error(f"'{name}' is a field; an optional part needs a name of its own")
        found[name] = OptionalGroup(name, entry.text("says"), entry.text("when"))
    return found


class _Use:
    """What a body uses, checked against what is declared while it is read."""

    def __init__(self, file: str, known: Mapping[str, Field], groups: Mapping[str, OptionalGroup]) -> None:
        self.file = file
        self.known = known
        self.declared_groups = groups
        self.fields: set[str] = set()
        self.required: set[str] = set()
        self.groups: set[str] = set()

    def read(self, parts: tuple[Part, ...], scope: Mapping[str, str], *, inside_optional: bool) -> None:
        for part in parts:
            match part:
                case Words():
                    continue
                case Optional(name, line, body, unless):
                    self._optional(name, scope, line, unless=unless)
                    self.read(body, scope, inside_optional=True)
                case Insertion(field, line):
                    self._insertion(field, scope, line, inside_optional=inside_optional)
                case Each(field, item, line, body):
                    items = self.declared(field, scope, line)
                    if not self.known[items].many:
                        raise BadInputError(f"'{field}' is not a list", Place(self.file, line))
                    if not inside_optional:
                        self.required.add(items)
                    self.read(body, {**scope, item: items}, inside_optional=inside_optional)

    def declared(self, field: str, scope: Mapping[str, str], line: int) -> str:
        name = declared_name(field, scope)
        if name not in self.known:
            raise BadInputError(f"the field '{field}' is not declared", Place(self.file, line))
        self.fields.add(name)
        return name

    def _insertion(self, field: str, scope: Mapping[str, str], line: int, *, inside_optional: bool) -> None:
        name = self.declared(field, scope, line)
        if self.known[name].kind is FieldKind.LIST:
            raise BadInputError(f"'{field}' is a list of records; use {{each {field} as …}}", Place(self.file, line))
        if not inside_optional:
            self.required.add(name)

    def _optional(self, name: str, scope: Mapping[str, str], line: int, *, unless: bool) -> None:
        group = None if unless else self.declared_groups.get(name)
        if group is not None:
            self.groups.add(name)
            if group.when and not group.on_by_default:
                self.declared(group.when, scope, line)
        elif declared_name(name, scope) in self.known:
            self.declared(name, scope, line)
        else:
            what = f"'{name}' is neither an optional part of the front matter nor a field"
            what = f"'{name}' is no field; {{unless …}} asks for one" if unless else what
            raise BadInputError(what, Place(self.file, line))


def _inserted(parts: tuple[Part, ...], scope: Mapping[str, str]) -> Iterator[str]:
    for part in parts:
        match part:
            case Insertion(field):
                yield declared_name(field, scope)
            case Each(field, item, _, body):
                yield from _inserted(body, {**scope, item: declared_name(field, scope)})
            case Optional(_, _, body):
                yield from _inserted(body, scope)
            case Words():
                continue
