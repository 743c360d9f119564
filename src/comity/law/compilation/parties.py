"""Compile the party lists: every testimony of who signed, joined, is bound, left or declared."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.codes import known_codes
from comity.law.compilation.testimony import check_date, read_sources, source_of
from comity.law.parties import ROW
from comity.law.vocabulary import PURPOSES

OUTPUT = "parties.json"

_FILE = Shape.of("instrument title sources rows", "purposes note objections between published")
_SOURCE = Shape.of("title checked grade", "as_of lists")
_PUBLISHED = Shape.of("total source", "what as_of note")
_ROW = Shape.of(
    "state source",
    "signed deposited how in_force basis left not_party says declared on refuses_chapter not_towards yields_to"
    " reservation extent doubt note misprint",
)
_DATES = ("signed", "deposited", "in_force", "left")
_HOW = (
    "",
    "acceptance",
    "accession",
    "approval",
    "definitive signature",
    "direct application",
    "formal confirmation",
    "ratification",
    "succession",
    "territorial application",
    "transposition",
)


def compile_parties(lawdata: Path) -> dict[str, Any]:
    """Check every party list; the result is keyed by instrument."""
    codes = known_codes(lawdata)
    lists: dict[str, Any] = {}
    for path in sorted((lawdata / "instruments" / "parties").glob("*.yaml")):
        file = load_yaml(path, f"instruments/parties/{path.name}")
        record = Record.whole(file, _FILE)
        key = record.text("instrument")
        if key in lists:
            raise record.error(f"the instrument '{key}' has two party lists", "instrument")
        lists[key] = _party_list(record, codes)
    return {"instruments": dict(sorted(lists.items()))}


def _party_list(record: Record, codes: frozenset[str]) -> dict[str, Any]:
    sources = read_sources(record, _SOURCE)
    full = [i for i, part in enumerate(sources.records) if part.code("lists", ("", "all")) == "all"]
    for purpose in record.texts("purposes"):
        if purpose not in PURPOSES:
            raise record.error(f"'{purpose}' is not one of {', '.join(PURPOSES)}", "purposes")
    for side in record.texts("between"):
        if side not in codes:
            raise record.error(f"'{side}' is not a code of a state or territory", "between")
    rows: dict[str, list[list[Any]]] = {}
    for part in record.records("rows", _ROW):
        rows.setdefault(part.code("state", codes), []).append(_row(part, source_of(part, sources), codes))
    return {
        "title": record.text("title"),
        "purposes": list(record.texts("purposes")),
        "note": record.text("note"),
        "objections": record.code("objections", ("", "not_at_hand")),
        **({"between": list(record.texts("between"))} if record.texts("between") else {}),
        "sources": sources.table,
        "full_lists": full,
        "published": [_published(part) for part in record.records("published", _PUBLISHED)],
        "rows": {state: _ordered(rows[state]) for state in sorted(rows)},
    }


def _published(part: Record) -> dict[str, Any]:
    texts = {key: part.text(key) for key in ("as_of", "source", "note")}
    return {"total": part.number("total"), "what": part.code("what", ("parties", "signatories"), "parties"), **texts}


def _row(part: Record, source: int, codes: frozenset[str]) -> list[Any]:
    for key in _DATES:
        check_date(part, key)
    check_date(part, "on")
    if not set(part.data) & {*_DATES, "says", "not_party", "declared"}:
        raise part.error("the row says nothing: it has no date and no statement")
    if part.text("basis") and not part.text("in_force"):
        raise part.error("'basis' speaks of an 'in_force' date, and there is none", "basis")
    part.code("how", _HOW)
    head = [source, *(part.text(key) for key in ROW[1:])]
    more = _more(part, codes)
    while not more and head and head[-1] == "":
        head.pop()
    return [*head, more] if more else head


def _more(part: Record, codes: frozenset[str]) -> dict[str, Any]:
    part.code("basis", ("", "published", "derived"))
    part.code("says", ("", "in_force"))
    part.code("reservation", ("", "unread"))
    if "not_party" in part.data and not part.flag("not_party"):
        raise part.error("write 'not_party: true', or leave the key out", "not_party")
    for other in part.texts("not_towards"):
        if other not in codes:
            raise part.error(f"'{other}' is not a code of a state or territory", "not_towards")
    for name in part.texts("misprint"):
        if name not in _DATES:
            raise part.error(f"'{name}' is not one of {', '.join(_DATES)}", "misprint")
    texts = ("left", "basis", "says", "declared", "on", "yields_to", "reservation", "extent", "doubt", "note")
    more: dict[str, Any] = {key: part.text(key) for key in texts if part.text(key)}
    if more.get("basis") == "published":
        del more["basis"]
    more |= {key: list(part.texts(key)) for key in ("refuses_chapter", "not_towards", "misprint") if part.texts(key)}
    return more | ({"not_party": True} if part.flag("not_party") else {})


def _ordered(rows: list[list[Any]]) -> list[list[Any]]:
    return sorted(rows, key=lambda row: (row[0], str(row)))
