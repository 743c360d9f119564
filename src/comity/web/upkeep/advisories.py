"""Known weaknesses of the packages in use, from a database of advisories that somebody brings: no network is asked.

The database is an export in the form of OSV (https schema 1.x): a ZIP archive of JSON files, a folder of them, or one
JSON file with one advisory or a list. Versions are ordered as Python orders them (PEP 440).
"""

import datetime as dt
import importlib.metadata
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.common.errors import BadInputError, Place

DAYS = {"critical": 7, "high": 14, "medium": 60, "low": None}
"""Within how many days of its publication a weakness is mended (docs/hardening.md); low ones with the next version."""
STALE = dt.timedelta(days=30)
_LONGEST = 4_000_000  # bytes of one advisory
_SAME = {"moderate": "medium"}
_VERSION = re.compile(
    r"v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d*))?"
    r"(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+[\w.]+)?",
    re.IGNORECASE,
)
_LINE = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)")


@dataclass(frozen=True, slots=True)
class Weakness:
    """An advisory that says that a version in use is weak."""

    package: str
    version: str
    advisory: str
    aliases: tuple[str, ...]
    summary: str
    grade: str  # critical, high, medium, low or unknown; unknown counts as high
    published: dt.date | None
    mended_in: tuple[str, ...]

    def due(self) -> dt.date | None:
        """Until when it is to be mended; none for low ones."""
        days = DAYS["high"] if self.grade == "unknown" else DAYS[self.grade]
        return None if days is None or self.published is None else self.published + dt.timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a database says of the packages in use, and of which day it is."""

    newest: dt.date | None
    advisories: int
    packages: int
    found: tuple[Weakness, ...]


def packages_installed() -> dict[str, str]:
    """Every package of this installation with its version."""
    return {_plain(one.metadata["Name"]): one.version for one in importlib.metadata.distributions()}


def packages_locked(lock: Path) -> dict[str, str]:
    """Every package that a lock names with its version."""
    try:
        text = lock.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"cannot be read: {error}", Place(str(lock))) from None
    found = {_plain(m[1]): m[2] for line in text.splitlines() if (m := _LINE.match(line))}
    if not found:
        raise BadInputError("names no package as NAME==VERSION", Place(str(lock)))
    return found


def advisories_check(database: Path, packages: Mapping[str, str]) -> Checked:
    """Hold packages against a database."""
    count, newest, found = 0, "", []
    for record in _records(database):
        count += 1
        newest = max(newest, str(record.get("modified") or ""))
        if not record.get("withdrawn"):
            found += list(_weaknesses(record, packages))
    if not count:
        raise BadInputError("holds no advisory in the form of OSV", Place(str(database)))
    found.sort(key=lambda one: (one.package, one.advisory))
    return Checked(_day(newest), count, len(packages), tuple(found))


def _records(database: Path) -> Iterator[dict[str, Any]]:
    for name, content in _files(database):
        try:
            told = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise BadInputError(f"{name} is not JSON: {error}", Place(str(database))) from None
        for one in told if isinstance(told, list) else [told]:
            if isinstance(one, dict) and isinstance(one.get("id"), str):
                yield one


def _files(database: Path) -> Iterator[tuple[str, bytes]]:
    try:
        if database.is_dir():
            yield from ((path.name, path.read_bytes()) for path in sorted(database.glob("*.json")))
        elif zipfile.is_zipfile(database):
            with zipfile.ZipFile(database) as archive:
                for part in archive.infolist():
                    if part.filename.endswith(".json") and part.file_size <= _LONGEST:
                        yield part.filename, archive.read(part)
        else:
            yield database.name, database.read_bytes()
    except (OSError, zipfile.BadZipFile) as error:
        raise BadInputError(f"cannot be read: {error}", Place(str(database))) from None


def _weaknesses(record: dict[str, Any], packages: Mapping[str, str]) -> Iterator[Weakness]:
    seen = set()
    for affected in record.get("affected") or ():
        of = affected.get("package") or {}
        name = _plain(str(of.get("name", "")))
        if str(of.get("ecosystem", "")).casefold().partition(":")[0] != "pypi" or name not in packages or name in seen:
            continue
        version = packages[name]
        if _is_affected(affected, version):
            seen.add(name)
            yield Weakness(
                package=name,
                version=version,
                advisory=str(record["id"]),
                aliases=tuple(map(str, record.get("aliases") or ())),
                summary=str(record.get("summary") or "")[:300],
                grade=_grade(record, affected),
                published=_day(str(record.get("published") or "")),
                mended_in=tuple(_events(affected, "fixed")),
            )


def _is_affected(affected: dict[str, Any], version: str) -> bool:
    """Whether a version is listed, or stands within a range; a version that cannot be ordered counts as within."""
    if version in map(str, affected.get("versions") or ()):
        return True
    ranges = [one for one in affected.get("ranges") or () if one.get("type") in {"ECOSYSTEM", "SEMVER"}]
    return any(_within(one.get("events") or (), version) for one in ranges)


def _within(events: Iterable[dict[str, str]], version: str) -> bool:
    mine = order_of(version)
    if mine is None:
        return True
    weak = False
    for event in sorted(events, key=lambda one: order_of(next(iter(one.values()))) or _FIRST):
        kind, told = next(iter(event.items()))
        at = _FIRST if told == "0" else order_of(told) or _FIRST
        if kind == "introduced" and mine >= at:
            weak = True
        elif (kind == "fixed" and mine >= at) or (kind == "last_affected" and mine > at):
            weak = False
    return weak


def _events(affected: dict[str, Any], kind: str) -> Iterator[str]:
    for one in affected.get("ranges") or ():
        if one.get("type") in {"ECOSYSTEM", "SEMVER"}:
            yield from (str(event[kind]) for event in one.get("events") or () if kind in event)


Order = tuple[int, tuple[int, ...], tuple[int, int], int, tuple[int, int]]
_LAST = 1 << 60
_FIRST: Order = (0, (), (-1, 0), -1, (-1, 0))


def order_of(version: str) -> Order | None:
    """What orders versions as PEP 440 does; none for what is no version."""
    read = _VERSION.fullmatch(version.strip())
    if read is None:
        return None
    epoch, release, pre, pre_number, implicit, post, dev, dev_number = read.groups()
    numbers = [int(part) for part in release.split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    after = -1 if implicit is None and post is None else int(implicit or post or 0)
    stage = {"a": 0, "b": 1}.get(pre[0].lower(), 2) if pre else 3
    if dev and not pre and after < 0:
        stage = -1  # a development version comes before all others of its number
    before = (stage, int(pre_number or 0))
    return int(epoch or 0), tuple(numbers), before, after, (0, int(dev_number or 0)) if dev else (1, _LAST)


def _grade(record: dict[str, Any], affected: dict[str, Any]) -> str:
    for of in (record, affected):
        told = str((of.get("database_specific") or {}).get("severity") or "").casefold()
        if (grade := _SAME.get(told, told)) in DAYS:
            return grade
    return "unknown"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
