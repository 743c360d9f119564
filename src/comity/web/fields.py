"""Fields of a form as a table: what is asked, how, and out of which words; one template shows them all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from comity.web.labels import say, word

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``kind`` is text, area, day, number, choice, several, flag or file; a heading asks nothing."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    options: Options = ()
    value: Any = ""
    width: str = ""
    chosen: tuple[str, ...] = ()

    @property
    def shown(self) -> list[tuple[str, str, bool]]:
        """Value, words, and whether it is chosen, for each option."""
        picked = set(self.chosen) if self.kind == "several" else {str(self.value)}
        return [(value, label, value in picked) for value, label in self.options]


def options(codes: Iterable[object], *, empty: bool = False) -> Options:
    """Codes of the vocabulary as options in the language of the page; with an empty one where nothing need be said."""
    found = tuple((str(code), word(str(code))) for code in codes)
    return (("", "–"), *found) if empty else found


def filled(fields: Iterable[Field], values: Mapping[str, Any] | QueryDict) -> list[Field]:
    """The fields with what is known or was typed; labels and hints in the language of the page."""
    return [_filled(one, values) for one in fields]


def _filled(one: Field, values: Mapping[str, Any] | QueryDict) -> Field:
    said = replace(one, label=say(one.label), hint=say(one.hint) if one.hint else "")
    if one.kind == "several":
        given = values.getlist(one.name) if isinstance(values, QueryDict) else values.get(one.name) or ()
        return replace(said, chosen=tuple(str(value) for value in given))
    value = values.get(one.name)
    if value is None:
        return said
    return replace(said, value=value)
