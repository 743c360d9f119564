"""Compile the treaties between two states: every testimony of every list at hand."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.codes import known_codes
from comity.law.compilation.testimony import SourceTable, check_date, read_sources, source_of
from comity.law.vocabulary import PURPOSES

OUTPUT = "bilateral.json"

_FILE = Shape.of("holder sources treaties")
_SOURCE = Shape.of("title checked grade", "as_of ends")
_TREATY = Shape.of("id parties purposes testimonies", "title")
_ROW = Shape.of("source", "signed ratified ratified_means in_force left says on misprint doubt note")
_DATES = ("signed", "ratified", "in_force", "left")
_SAYS = ("", "in_force", "not_in_force", "exists", "superseded", "ended")


def compile_bilateral(lawdata: Path) -> dict[str, Any]:
    """Check every list of treaties between two states; an id stands once in all of them."""
    codes = known_codes(lawdata)
    seen: dict[str, str] = {}
    holders = []
    for path in sorted((lawdata / "instruments" / "bilateral").glob("*.yaml")):
        record = Record.whole(load_yaml(path, f"instruments/bilateral/{path.name}"), _FILE)
        holders.append(_holder(record, codes, seen))
    return {"holders": holders}


def _holder(record: Record, codes: frozenset[str], seen: dict[str, str]) -> dict[str, Any]:
    sources = read_sources(record, _SOURCE)
    treaties = [_treaty(part, sources, codes, seen) for part in record.records("treaties", _TREATY)]
    ends = [i for i, part in enumerate(sources.records) if part.code("ends", ("", "partial")) == "partial"]
    return {
        "holder": record.code("holder", codes),
        "sources": sources.table,
        "open_ended": ends,
        "treaties": sorted(treaties, key=lambda row: str(row[0])),
    }


def _treaty(part: Record, sources: SourceTable, codes: frozenset[str], seen: dict[str, str]) -> list[Any]:
    key = part.text("id")
    parties = part.texts("parties")
    if len(parties) != 2 or not set(parties) <= codes or parties[0] == parties[1]:
        raise part.error("must be two different codes of states or territories", "parties")
    if not key.startswith(f"{parties[0]}-{parties[1]}-"):
        raise part.error(f"the id '{key}' must begin with its parties, {parties[0]}-{parties[1]}-", "id")
    name = "-".join((*sorted(parties), key.split("-", 2)[2]))
    if name in seen:
        raise part.error(f"the treaty '{key}' stands twice; it is '{seen[name]}' too", "id")
    seen[name] = key
    for purpose in part.texts("purposes"):
        if purpose not in PURPOSES:
            raise part.error(f"'{purpose}' is not one of {', '.join(PURPOSES)}", "purposes")
    rows = [[source_of(row, sources), _row(row)] for row in part.records("testimonies", _ROW)]
    return [key, part.text("title"), *parties, list(part.texts("purposes")), rows]


def _row(part: Record) -> dict[str, Any]:
    for key in (*_DATES, "on"):
        check_date(part, key)
    part.code("says", _SAYS)
    if not set(part.data) & {*_DATES, "says"}:
        raise part.error("the testimony says nothing: it has no date and no statement")
    if part.text("ratified") and not part.text("ratified_means"):
        raise part.error("'ratified' needs 'ratified_means': a deposit, an approval law, a decision of parliament, …")
    for name in part.texts("misprint"):
        if name not in _DATES:
            raise part.error(f"'{name}' is not one of {', '.join(_DATES)}", "misprint")
    texts = (*_DATES, "ratified_means", "says", "on", "doubt", "note")
    row: dict[str, Any] = {key: part.text(key) for key in texts if part.text(key)}
    return row | ({"misprint": list(part.texts("misprint"))} if part.texts("misprint") else {})
