"""Compile the names of states that depositaries print, and those that people say."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.codes import known_codes
from comity.law.compilation.testimony import read_sources, source_of
from comity.law.depositary.names import name_key

OUTPUT = "names.json"
_FILE = Shape.of("sources names spoken", "joint former")
_SOURCE = Shape.of("title checked grade", "as_of")
_NAME = Shape.of("code", "cldr printed")
_SPOKEN = Shape.of("name code source")
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
    table = {"names": dict(sorted(names.items())), "spoken": dict(sorted(spoken.items())), "former": former}
    return {"sources": sources.table, **table}


def _add(part: Record, names: dict[str, list[str]], name: str, codes: list[str]) -> None:
    key = name_key(name)
    if names.setdefault(key, codes) != codes:
        raise part.error(f"'{name}' is already a name of {', '.join(names[key])}")
