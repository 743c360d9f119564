"""Compile the codes and names of states and territories."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.testimony import read_sources, source_of

OUTPUT = "codes.json"
_FILE = Shape.of("sources codes")
_SOURCE = Shape.of("title checked grade", "as_of")
_CODE = Shape.of("code name kind source", "alpha2 part_of un_member_since withdrawn note")
_KINDS = ("state", "territory", "organisation", "withdrawn")


def compile_codes(lawdata: Path) -> dict[str, Any]:
    """Check the table of codes: three capital letters, each once."""
    record = Record.whole(load_yaml(lawdata / "states" / "codes.yaml", "states/codes.yaml"), _FILE)
    sources = read_sources(record, _SOURCE)
    rows: dict[str, dict[str, Any]] = {}
    for part in record.records("codes", _CODE):
        code = part.text("code")
        if len(code) != 3 or not (code.isascii() and code.isupper() and code.isalpha()):
            raise part.error(f"'{code}' is not a code (three capital letters)", "code")
        if code in rows:
            raise part.error(f"the code '{code}' stands twice", "code")
        source_of(part, sources)
        rows[code] = _row(part)
    return {"sources": sources.table, "codes": dict(sorted(rows.items()))}


def _row(part: Record) -> dict[str, Any]:
    row: dict[str, Any] = {"name": part.text("name"), "kind": part.code("kind", _KINDS)}
    row |= {key: part.text(key) for key in ("alpha2", "part_of", "withdrawn", "note") if part.text(key)}
    return row | ({"un_member_since": part.number("un_member_since")} if "un_member_since" in part.data else {})


def known_codes(lawdata: Path) -> frozenset[str]:
    """The codes that a row of the law data may name."""
    return frozenset(compile_codes(lawdata)["codes"])
