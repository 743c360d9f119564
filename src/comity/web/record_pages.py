"""What the pages of records show: the options of a field, a record in words, and the inputs of its form."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from comity.casework.assets.models import Asset
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.people.models import Party
from comity.casework.records.models import CaseRecord, Record
from comity.casework.records.selectors import SEALED, fields_for, records_for
from comity.law.conduct import conduct_list
from comity.web.fields import Field, Options, options
from comity.web.labels import say, word
from comity.web.record_fields import RecordField
from comity.web.record_forms import Data, Input, inputs_of, shown
from comity.web.states import state_choices

_KINDS = {
    "term": "text",
    "partial": "text",
    "number": "number",
    "day": "day",
    "words": "area",
    "sums": "area",
    "versions": "area",
    "elements": "area",
    "ids": "several",
}


class RecordPage:
    """A case as the forms of its records need it: who asks, the languages, and the records that can be referred to."""

    def __init__(self, case: Case, who: Identity) -> None:
        self.case, self.who = case, who
        self.languages: list[str] = case.languages or ["en"]
        self._known: dict[str, Options] = {}

    @property
    def first_language(self) -> str:
        """The language of a text that names none."""
        return self.languages[0]

    def inputs(self, fields: Sequence[RecordField], data: Data, record: CaseRecord | None = None) -> list[Input]:
        """The inputs of a form, without the fields that are sealed for the person."""
        sealed = {k for k, v in fields_for(record, self.who).items() if v == SEALED} if record else set()
        return [i for i in inputs_of(fields, self.languages, data) if i.of.path.split(".")[0] not in sealed]

    def values(self, inputs: Sequence[Input], data: Data) -> dict[str, Any]:
        """What the inputs show of a record."""
        return {one.name: shown(one, data, self.first_language) for one in inputs}

    def fields(self, inputs: Sequence[Input], values: Mapping[str, Any]) -> list[Field]:
        """The inputs as the form template shows them."""
        return [self._field(one, values[one.name]) for one in inputs]

    def _field(self, one: Input, value: Any) -> Field:  # noqa: ANN401 - text, or a list of ids
        label = say(one.of.label) + (f" ({one.language})" if one.language else "")
        hint = say(one.of.hint) if one.of.hint else ""
        given = {"chosen": value} if one.of.kind == "ids" else {"value": value}
        return Field(one.name, label, _KINDS.get(one.of.kind, "choice"), hint, self.options(one.of), **given)

    def options(self, of: RecordField) -> Options:
        """What can be chosen in a field."""
        none = (("", "–"),)
        match of.kind:
            case "choice":
                return options(of.options, empty=True)
            case "truth":
                return (*none, ("true", say("Yes")), ("false", say("No")))
            case "state":
                return (*none, *state_choices())
            case "offence":
                return (*none, *((c.key, f"{c.key} {c.title}") for c in conduct_list()))
            case "one":
                return (*none, *self._of(of.options))
            case "ids":
                return self._of(of.options)
        return ()

    def _of(self, kinds: Sequence[str]) -> Options:
        return tuple(pair for kind in kinds for pair in self.known(kind))

    def known(self, kind: str) -> Options:
        """The records of a kind that the person may see: id and what it is called."""
        if kind not in self._known:
            self._known[kind] = tuple(self._find(kind))
        return self._known[kind]

    def _find(self, kind: str) -> Iterator[tuple[str, str]]:
        if kind in {"people", "companies"}:
            wanted = "person" if kind == "people" else "company"
            for party in records_for(self.who, self.case, Party).filter(kind=wanted):
                yield party.key, f"{party.name} ({party.key})"
        elif kind == "assets":
            for asset in records_for(self.who, self.case, Asset):
                yield asset.key, asset.key
        else:
            for record in records_for(self.who, self.case, Record).filter(kind=kind):
                yield record.key, record.key

    def told(self, fields: Sequence[RecordField], data: Data, record: CaseRecord) -> list[tuple[str, str, str]]:
        """A record in words: label, what it says, and its language where it has one; nothing is left empty."""
        inputs = self.inputs(fields, data, record)
        values = self.values(inputs, data)
        rows = [(self._field(one, ()).label, self.said(one, values[one.name]), one.language) for one in inputs]
        return [row for row in rows if row[1]]

    def said(self, one: Input, value: Any) -> str:  # noqa: ANN401
        """What an input says, in words."""
        if one.of.kind == "ids":
            names = dict(self._of(one.of.options))
            return ", ".join(names[key] for key in value if key in names)
        if one.of.kind == "choice":
            return word(value) if value else ""
        if one.of.kind in {"truth", "state", "one", "offence"} and value:
            return dict(self.options(one.of)).get(value, value if one.of.kind != "one" else "")
        return str(value)
