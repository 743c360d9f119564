"""Reading what a request of another state says to machines: checked as a case file, each assertion with its source."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.casefile.case import Case, Handling
from comity.casefile.loader import case_from_data
from comity.casefile.people import main_name
from comity.common.errors import BadInputError

FORMAT = "comity-request/1"
LISTED = ("agencies", "people", "companies", "conduct", "proceedings", "assets", "claims", "documents")
_LONGEST_KEY = 200
# Where a person or company has assertions that name a source each.
_SOURCED = "names identifiers nationalities other_locations protection identity_changes assertions".split()
# Records whose law or authority is that of the case's state where nothing else is said: here it must be said.
_STATELESS = {"agencies": ("state",), "conduct": ("law", "state")}

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """Whose word it is: the state that sends, the state that is asked, the package's digest, the day it came."""

    state: str
    to: str
    package: str
    day: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record as the sender asserts it: the list it stands in, its id, its place in the request, what it says."""

    listed: str
    key: str
    pointer: str
    data: Data


@dataclass(frozen=True, slots=True)
class Told:
    """All that a request says to machines; ``refused`` is the sentence that says why nothing of it is taken over."""

    measure: str = ""
    names: Mapping[str, str] = field(default_factory=dict)  # of people and companies, by their ids
    rows: tuple[Row, ...] = ()
    request: Row | None = None
    head: Data | None = None
    languages: tuple[str, ...] = ()
    handling: Handling = Handling.OFFICIAL_USE
    refused: str = ""


def told_in(content: bytes, source: Source) -> Told:
    """Read the REQUEST.json of a package; whatever does not hold is told in one sentence and nothing is taken."""
    measure = ""
    try:
        head = _strictly(content)
        measure = str(head.get("measure") or "")
        case = _case(head, source)
        read = case_from_data(case, "REQUEST.json", unfinished=True)
        rows = (*_rows(case, source), *_facts(case, source))
        _check_storable(rows)
        return Told(
            measure=measure,
            names=names_in(read),
            rows=rows,
            request=_request(head, case, source),
            head=head,
            languages=tuple(case["languages"]),
            handling=Handling(case.get("handling") or Handling.OFFICIAL_USE),
        )
    except BadInputError as error:
        return Told(measure=measure, refused=str(error))
    except RecursionError:
        return Told(measure=measure, refused="REQUEST.json has tables too deep in one another")


def names_in(case: Case) -> dict[str, str]:
    """The main names of the people and companies of a case, by their ids."""
    people = {person.id: main_name(person.names) for person in case.people}
    return people | {company.id: main_name(company.names) for company in case.companies}


def _strictly(content: bytes) -> Data:
    try:
        found = json.loads(content, parse_float=str, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"REQUEST.json is no JSON that can be read ({str(error)[:80]})") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BadInputError("REQUEST.json is of a format that is not known here")
    return found


def _once(pairs: list[tuple[str, Any]]) -> Data:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number")


def _case(head: Data, source: Source) -> Data:
    case = head.get("case")
    if not isinstance(case, dict):
        raise BadInputError("REQUEST.json holds no case")
    said = (head.get("from"), head.get("to"), case.get("state"))
    if said != (source.state, source.to, source.state):
        raise BadInputError("REQUEST.json names other states than the package that carries it")
    return case


def _request(head: Data, case: Data, source: Source) -> Row:
    rows = [(place, row) for place, row in enumerate(case.get("requests", ())) if row.get("id") == head.get("request")]
    if len(rows) != 1:
        raise BadInputError("REQUEST.json does not hold the one request that it names")
    place, row = rows[0]
    if row.get("to") != source.to or row.get("measure") != head.get("measure"):
        raise BadInputError("REQUEST.json contradicts itself about what is asked of whom")
    return Row("requests", row["id"], f"/case/requests/{place}", row)


def _rows(case: Data, source: Source) -> tuple[Row, ...]:
    return tuple(
        Row(listed, row["id"], f"/case/{listed}/{place}", _marked(listed, row, source))
        for listed in LISTED
        for place, row in enumerate(case.get(listed, ()))
    )


def _facts(case: Data, source: Source) -> tuple[Row, ...]:
    return tuple(
        Row("facts", key, f"/case/facts/{key}", {"value": _fact(value, source)})
        for key, value in case.get("facts", {}).items()
    )


def _fact(value: Any, source: Source) -> Data:  # noqa: ANN401 - as a case file has it
    said = value if isinstance(value, dict) else {"value": value}
    return {**said, "source": _named(source, str(said.get("source") or "")), "date": said.get("date") or source.day}


def _marked(listed: str, row: Data, source: Source) -> Data:
    """The record with its source at every assertion that has a place for one, and with its state written out."""
    data = dict(row)
    if listed in {"people", "companies"}:
        for name in _SOURCED:
            if name in data:
                data[name] = [_sourced(name, item, source) for item in data[name]]
        if "location" in data:
            data["location"] = _sourced("location", data["location"], source)
        data["provenance"] = _provenance(data.get("provenance"), source)
    way = _STATELESS.get(listed, ())
    return _with_state(data, way, source.state) if way else data


def _with_state(data: Data, way: tuple[str, ...], state: str) -> Data:
    first, rest = way[0], way[1:]
    if not rest:
        return {first: state, **data}
    inner = data.get(first)
    return {**data, first: _with_state(inner, rest, state)} if isinstance(inner, dict) else data


def _sourced(name: str, item: Any, source: Source) -> Data:  # noqa: ANN401 - a table, or a nationality's code
    table: Data = {"state": item} if name == "nationalities" and isinstance(item, str) else dict(item)
    return {**table, "provenance": _provenance(table.get("provenance"), source)}


def _provenance(said: Data | None, source: Source) -> Data:
    kept = {name: part for name, part in (said or {}).items() if name in {"date", "document", "confidence"}}
    return {"date": source.day, **kept, "source": _named(source, str((said or {}).get("source") or ""))}


def _named(source: Source, there: str) -> str:
    words = f"Asserted by {source.state} in package {source.package}"
    return f"{words}; their source: {there}" if there else words


def _check_storable(rows: tuple[Row, ...]) -> None:
    """Databases keep no id without end."""
    if any(len(row.key) > _LONGEST_KEY for row in rows):
        raise BadInputError("REQUEST.json holds an id that is longer than 200 characters")
