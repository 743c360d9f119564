"""The fields of a summary of the library on forms and pages, made from the one table of its fields."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from comity.knowledge.case_library.reading import Slip
from comity.knowledge.case_library.summary import AMOUNT, COLUMNS, LISTS, ROWS, SOURCE, TITLES, Column, Kind, Summary
from comity.law.conduct import conduct_list
from comity.web.fields import Field, Options, options
from comity.web.labels import LANGUAGES, say, sentence, word
from comity.web.states import state_choices

_WHOLE = tuple(conduct.key for conduct in conduct_list() if not conduct.within)
_SPARE = {"amounts": 2, "sources": 1}  # empty rows after those that are filled in
_LEAST = {"amounts": 3, "sources": 2}
_MOST = 100
HEADINGS = {"amounts": "Amount", "sources": "Source"}


def summary_fields(data: Mapping[str, Any]) -> list[Field]:
    """The form of a summary, with as many rows of amounts and sources as are filled in, and some to fill in."""
    fields = [_field(column, "", data.get(column.name, "")) for column in COLUMNS]
    for rows, columns in (("amounts", AMOUNT), ("sources", SOURCE)):
        held = list(data.get(rows, ()))
        for number in range(1, max(len(held) + _SPARE[rows], _LEAST[rows]) + 1):
            row = held[number - 1] if number <= len(held) else {}
            fields.append(Field(f"{rows}-{number}", f"{say(HEADINGS[rows])} {number}", "heading"))
            fields += [_field(column, f"{rows}-{number}-", row.get(column.name, "")) for column in columns]
    return fields


def _field(column: Column, before: str, value: Any) -> Field:  # noqa: ANN401 - plain data of a summary
    name, label = before + column.name, say(column.label)
    hint = say(column.hint) if column.hint else ""
    if column.name == "language":
        return Field(name, label, "choice", hint, tuple(LANGUAGES.items()), value)
    if column.kind is Kind.CODES and before:
        return Field(name, label, "choice", hint, options(column.codes, empty=True), value)
    if column.kind is Kind.CODES:
        chosen = tuple(value or ())
        codes = [code for code in column.codes if code in chosen or column.name != "offences" or code in _WHOLE]
        return Field(name, label, "several", hint, tuple((code, told(column, code)) for code in codes), chosen=chosen)
    text = " ".join(value) if isinstance(value, list | tuple) else value
    if column.kind is Kind.TEXT:
        return Field(name, label, "area", hint, value=text)
    short = column.kind is Kind.DATE or column.name in {"amount", "currency", "usd", "state"}
    return Field(name, label, "text", hint, value=text, width="govuk-input--width-10" if short else "")


def told(column: Column, code: str) -> str:
    """A code in words: an offence by its title, any other by the catalogue."""
    return f"{TITLES[code]} ({code})" if column.name == "offences" and code in TITLES else word(code)


def given_summary(form: QueryDict) -> dict[str, Any]:
    """What was filled in, as the plain data of a summary; empty rows are left out."""
    data: dict[str, Any] = {}
    for column in COLUMNS:
        if column.kind is Kind.CODES:
            data[column.name] = form.getlist(column.name)
        elif column.kind in LISTS:
            data[column.name] = form.get(column.name, "").replace(",", " ").replace(";", " ").split()
        else:
            data[column.name] = form.get(column.name, "").strip()
    for rows, columns in ROWS.items():
        found = []
        for number in range(1, _MOST + 1):
            row = {c.name: form.get(f"{rows}-{number}-{c.name}", "").strip() for c in columns}
            if any(row.values()):
                found.append({name: text for name, text in row.items() if text})
        data[rows] = found
    return {name: value for name, value in data.items() if value}


def slip_lines(slips: tuple[Slip, ...]) -> list[dict[str, str]]:
    """Slips as the error summary shows them, each leading to its field; of rows that lack, to the first."""
    fields = (f"{slip.field}-1" if slip.field in ROWS else slip.field.replace(" ", "-") for slip in slips)
    return [{"text": sentence(slip.sentence), "field": field} for slip, field in zip(slips, fields, strict=True)]


def shown_summary(summary: Summary) -> list[tuple[str, str, list[str], str]]:
    """Label, kind, values in words, and code or text of each field that is known, in the order of the table."""
    states = dict(state_choices())
    shown = []
    for column in COLUMNS:
        held = summary.fields.get(column.name)
        if not held or column.name in {"title", "language"}:
            continue
        values = list(held) if isinstance(held, list | tuple) else [str(held)]
        if column.kind is Kind.CODES:
            values = [told(column, code) for code in values]
        elif column.kind is Kind.STATES:
            values = [f"{states.get(code, code)} ({code})" for code in values]
        shown.append((say(column.label), column.kind.value, values, column.name))
    return shown


def filter_options() -> list[tuple[str, str, Options]]:
    """The filters of the search: name, label, and the codes in words."""
    by_name = {column.name: column for column in COLUMNS}
    rows = (("offence", "offences"), ("measure", "measures"), ("outcome", "outcome"), ("basis", "basis"))
    codes = [(name, by_name[field]) for name, field in (*rows, ("role", "roles"))]
    made = [
        (name, say(column.label), tuple((c, told(column, c)) for c in column.codes if ":" not in c or c in _WHOLE))
        for name, column in codes
    ]
    return [("state", say("State"), tuple(state_choices())), *made]
