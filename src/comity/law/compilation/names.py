"""Compile the names of states that depositaries print, and those that people say."""

from collections.abc import Container
from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.codes import known_codes
from comity.law.compilation.testimony import SourceTable, read_sources, source_of
from comity.law.depositary.names import name_key

OUTPUT = "names.json"
_FILE = Shape.of("sources names spoken shared", "joint former")
_SOURCE = Shape.of("title checked grade", "as_of")
_NAME = Shape.of("code", "cldr printed")
_SPOKEN = Shape.of("name code source")
_SHARED = Shape.of("names codes source")
_JOINT = Shape.of("name codes")


def compile_names(lawdata: Path) -> dict[str, Any]:
    """Check the names: every code is known, and no name stands for two different things."""
    record = Record.whole(load_yaml(lawdata / "states" / "names.yaml", "states/names.yaml"), _FILE)
    known = known_codes(lawdata)
    sources = read_sources(record, _SOURCE)
    names: dict[str, list[str]] = {}
    for part in record.records("names", _NAME):
        code = part.code("code", known)
        for name in (*part.texts("cldr"), *part.texts("printed")):
            _add(part, names, name, [code])
    for part in record.records("joint", _JOINT):
        for code in part.texts("codes"):
            if code not in known:
                raise part.error(f"'{code}' is not a code of a state or territory", "codes")
        _add(part, names, part.text("name"), list(part.texts("codes")))
    former = sorted({name_key(name) for name in record.texts("former")})
    spoken: dict[str, tuple[str, int]] = {}
    for part in record.records("spoken", _SPOKEN):
        key = name_key(part.text("name"))
        if key in names or key in spoken:
            raise part.error(f"'{part.text('name')}' stands here already", "name")
        spoken[key] = part.code("code", known), source_of(part, sources)
    shared = _shared(record, known, sources)
    table = {"names": dict(sorted(names.items())), "shared": shared, "spoken": dict(sorted(spoken.items()))}
    return {"sources": sources.table, **table, "former": former}


def _shared(record: Record, known: Container[str], sources: SourceTable) -> dict[str, tuple[list[str], int]]:
    """Names by which people mean either of several, although a depositary that prints one means one of them."""
    found: dict[str, tuple[list[str], int]] = {}
    for part in record.records("shared", _SHARED):
        codes = list(part.texts("codes"))
        if len(codes) < 2 or any(code not in known for code in codes):
            raise part.error("two or more codes of states or territories share a name", "codes")
        for name in part.texts("names"):
            if name_key(name) in found:
                raise part.error(f"'{name}' stands here already", "names")
            found[name_key(name)] = codes, source_of(part, sources)
    return dict(sorted(found.items()))


def _add(part: Record, names: dict[str, list[str]], name: str, codes: list[str]) -> None:
    key = name_key(name)
    if names.setdefault(key, codes) != codes:
        raise part.error(f"'{name}' is already a name of {', '.join(names[key])}")
