"""What a source told, kept beside the model: every item in its place, so that the file goes out again as it came in.

The model holds what is computed with. Of everything else only the difference is kept: what an item says beyond what
the model gives for its record, and whole what the model gives nothing for, such as earlier statements of a record.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Item = dict[str, Any]
PART = " / part "
"""Stands between the key of a record and the number of a further holding that it tells of."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a format names its items: the key of a record, and the field that holds what is said of it."""

    form: str
    key: str
    details: str
    type: str


BODS = Shape("bods", "recordId", "recordDetails", "recordType")
FOLLOWTHEMONEY = Shape("followthemoney", "id", "properties", "schema")


@dataclass(frozen=True, slots=True)
class Kept:
    """One item in its place: ``whole`` as it stands, or how it ``differs`` from what the model gives (both as JSON)."""

    record: str
    whole: str = ""
    differs: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The items of a source; ``made`` is the digest of what the model gave when they were read.

    ``dropped`` are records that the model makes of its own and the source says in another way.
    """

    form: str
    items: tuple[Kept, ...]
    dropped: tuple[str, ...]
    made: str


def kept(shape: Shape, items: Iterable[Item], made: list[Item], current: Callable[[Item], bool]) -> Source:
    """What to keep of the items of a source beside what the model makes of them."""
    count = Counter(str(item.get(shape.key)) for item in made)
    waiting = {str(item[shape.key]): item for item in made if count[str(item[shape.key])] == 1}
    found = []
    for item in items:
        record = str(item.get(shape.key))
        if record in waiting and current(item):
            found.append(Kept(record, differs=_text(_difference(shape, item, waiting.pop(record)))))
        else:
            found.append(Kept(record, whole=_text(item)))
    used = {entry.record for entry in found if entry.differs}
    return Source(
        shape.form, tuple(found), tuple(dict.fromkeys(r for r in count if r not in used)), _digest(shape, made)
    )


def restored(shape: Shape, source: Source | None, made: list[Item]) -> list[Item] | None:
    """The items of a source as they came in; nothing where the model says something else by now."""
    if source is None or source.form != shape.form or source.made != _digest(shape, made):
        return None
    models = {str(item[shape.key]): item for item in made}
    return [json.loads(entry.whole) if entry.whole else _applied(shape, entry, models) for entry in source.items]


def _difference(shape: Shape, item: Item, model: Item) -> Item:
    """What an item says otherwise than the model, by key; nothing where it says the same."""
    told, known = item.get(shape.details), model[shape.details]
    found: Item = {"set": _changed(item, model, shape.details), "unset": sorted(model.keys() - item.keys())}
    if isinstance(told, dict):
        found |= {"details": _changed(told, known), "gone": sorted(known.keys() - told.keys())}
    else:
        found["set"] |= {shape.details: told}
    return {key: value for key, value in found.items() if value}


def _changed(told: Item, known: Item, but: str = "") -> Item:
    return {key: value for key, value in told.items() if key != but and (key not in known or known[key] != value)}


def _applied(shape: Shape, entry: Kept, models: dict[str, Item]) -> Item:
    differs, model = json.loads(entry.differs), models[entry.record]
    details = {key: value for key, value in model[shape.details].items() if key not in differs.get("gone", ())}
    found = {key: value for key, value in model.items() if key not in differs.get("unset", ())}
    return {**found, shape.details: details | differs.get("details", {}), **differs.get("set", {})}


def _digest(shape: Shape, made: list[Item]) -> str:
    told = [[item.get(name) for name in (shape.key, shape.type, shape.details)] for item in made]
    return hashlib.sha256(_text(told).encode()).hexdigest()


def _text(item: Any) -> str:  # noqa: ANN401 - JSON of any shape
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


def carried(source: Source) -> list[tuple[str, str]]:
    """A source as lines for a file of another format, each with its record; none where the model says all of it."""
    if not source.dropped and all(entry.differs == _text({}) for entry in source.items):
        return []
    head = {"form": source.form, "dropped": source.dropped, "made": source.made, "items": len(source.items)}
    lines = [("", _text(head))]
    for place, entry in enumerate(source.items):
        told = {"place": place, "record": entry.record}
        told |= {"whole": json.loads(entry.whole)} if entry.whole else {"differs": json.loads(entry.differs)}
        lines.append((entry.record, _text(told)))
    return lines


def taken_up(lines: Iterable[str]) -> Source | None:
    """The source that such lines carry; nothing where there are none or some are missing."""
    head: Item = {}
    items: dict[int, Kept] = {}
    for line in lines:
        try:
            told = json.loads(line)
            if "form" in told:
                head = told
            else:
                texts = {key: _text(told[key]) for key in ("whole", "differs") if key in told}
                items[int(told["place"])] = Kept(str(told["record"]), **texts)
        except (ValueError, KeyError, TypeError):
            return None
    if not head or sorted(items) != list(range(int(head.get("items", -1)))):
        return None
    places = tuple(items[place] for place in sorted(items))
    return Source(str(head["form"]), places, tuple(map(str, head["dropped"])), str(head["made"]))
