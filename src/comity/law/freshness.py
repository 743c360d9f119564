"""Freshness: which sources the data rests on, how old they are, how many facts hang on each, and in which file."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from comity.common.source import Source
from comity.law.age import OLD_AFTER_YEARS, Age, Badge, age_of, newest
from comity.law.commitments import commitments, memberships
from comity.law.conduct import conduct_list
from comity.law.designations import designations
from comity.law.instruments import instruments
from comity.law.national_offences import offences
from comity.law.register import register
from comity.law.store import read_data


@dataclass(frozen=True, slots=True)
class AgedSource:
    """One source in one file of law data, with its age and the number of facts that rest on it.

    Where several sources of a file tell one thing, the fact is as old as the newest of them.

    ``weight`` is what a check would renew: facts times years of age, where a source without a date counts as old.
    """

    file: str
    title: str
    age: Age
    facts: int
    weight: int


@dataclass(frozen=True, slots=True)
class AgedFile:
    """One file of law data: its facts by age, its oldest dated source and the day it was last checked."""

    file: str
    facts: int
    old: int
    undated: int
    oldest: str
    checked: str
    weight: int


def aged_sources(on: dt.date, old_after: int = OLD_AFTER_YEARS) -> tuple[AgedSource, ...]:
    """Give every source that is old or undated on a day, the one on which most hangs first."""
    found = (_aged(file, source, facts, on, old_after) for (file, source), facts in _counted().items())
    stale = (item for item in found if item.age.badge is not Badge.RECENT)
    return tuple(sorted(stale, key=lambda item: (-item.weight, item.file, item.title)))


def aged_files(on: dt.date, old_after: int = OLD_AFTER_YEARS) -> tuple[AgedFile, ...]:
    """Give every file of law data with its age, the one a lawyer should look at first in front."""
    held: dict[str, list[AgedSource]] = {}
    for (file, source), facts in _counted().items():
        held.setdefault(file, []).append(_aged(file, source, facts, on, old_after))
    files = (_file(name, items) for name, items in held.items())
    return tuple(sorted(files, key=lambda item: (-item.weight, item.file)))


def _aged(file: str, source: Source, facts: int, on: dt.date, old_after: int) -> AgedSource:
    age = age_of(source, on, old_after)
    years = old_after + 1 if age.years is None else age.years
    return AgedSource(file, source.title, age, facts, 0 if age.badge is Badge.RECENT else facts * years)


def _file(name: str, items: Iterable[AgedSource]) -> AgedFile:
    held = list(items)
    counts = Counter[Badge]()
    for item in held:
        counts[item.age.badge] += item.facts
    dated = [item.age.as_of for item in held if item.age.years is not None]
    checked = max((item.age.checked for item in held), default="")
    weight = sum(item.weight for item in held)
    oldest = min(dated, default="")
    return AgedFile(name, counts.total(), counts[Badge.OLD], counts[Badge.UNDATED], oldest, checked, weight)


def _counted() -> Counter[tuple[str, Source]]:
    return Counter(
        (file, source)
        for part in (_states(), _parties(), _treaties(), _designations(), _provisions(), _offences(), _others())
        for file, source in part
    )


def _states() -> Iterator[tuple[str, Source]]:
    for state, entry in read_data("states.json").items():
        sources = {key: Source(**row) for key, row in entry["sources"].items()}
        named = [*_named(entry.get("laws", ()), ""), *_named(entry.get("clocks", ()), "")]
        yield from ((f"states/{state}.yaml", sources[key]) for key in named if key in sources)
        told: dict[tuple[str, str], list[Source]] = {}
        for row in entry.get("profile", ()):
            told.setdefault((row["topic"], row["measure"]), []).append(sources[row["source"]])
        yield from ((f"states/{state}.yaml", newest(held)) for held in told.values())


def _named(rows: Iterable[dict[str, Any]], above: str) -> Iterator[str]:
    """Give the source of each row and of the rules beneath it; a rule without one has that of its law."""
    for row in rows:
        own = str(row.get("source") or above)
        yield own
        yield from _named(row.get("rules", ()), own)


def _parties() -> Iterator[tuple[str, Source]]:
    for key in register().instruments:
        listed = register().instrument(key)
        for state in listed.states:
            source = newest(row.source for row in listed.testimonies(state))
            yield f"instruments/parties/{key.replace('/', '-')}.yaml", source


def _treaties() -> Iterator[tuple[str, Source]]:
    for held in read_data("bilateral.json")["holders"]:
        sources = [Source(*row) for row in held["sources"]]
        for treaty in held["treaties"]:
            yield f"instruments/bilateral/{held['holder']}.yaml", newest(sources[row[0]] for row in treaty[-1])


def _designations() -> Iterator[tuple[str, Source]]:
    for law in designations():
        for rows in law.rows.values():
            yield f"instruments/designations/{law.id}.yaml", newest(law.sources[row[0]] for row in rows)


def _provisions() -> Iterator[tuple[str, Source]]:
    for known in instruments().values():
        file = f"instruments/{known.id.replace('/', '-')}.yaml"
        yield file, known.source
        yield from ((file, rule.source) for rule in known.rules)


def _offences() -> Iterator[tuple[str, Source]]:
    yield from ((f"offences/national/{item.state}.yaml", item.source) for item in offences())
    yield from (("offences/conduct.yaml", item.source) for item in conduct_list())


def _others() -> Iterator[tuple[str, Source]]:
    yield from (("instruments/notifications.yaml", Source(**row["source"])) for row in read_data("notifications.json"))
    yield from (("instruments/commitments.yaml", item.source) for item in commitments())
    yield from (("instruments/networks.yaml", item.source) for item in memberships())
    tracing = read_data("tracing_rules.json")
    yield from (("tracing_rules.yaml", Source(**tracing["sources"][row["source"]])) for row in tracing["rules"])
    clocks = read_data("clocks.json")
    yield from (("instruments/clocks.yaml", Source(**clocks["sources"][row["source"]])) for row in clocks["clocks"])
