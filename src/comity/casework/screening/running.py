"""Screening people and companies of a case: for a lawful purpose, against named lists, telling what differs."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.background.queue import in_background
from comity.casework.background.working import Told
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.identity import Identity
from comity.casework.log.canonical import canonical
from comity.casework.log.services import log_append
from comity.casework.people.models import Party
from comity.casework.people.selectors import parties_for
from comity.casework.screening.decisions import Purpose
from comity.casework.screening.entities import entity_of, subject_digest
from comity.casework.screening.lists import indexes_of
from comity.casework.screening.models import ScreeningHit, ScreeningRun
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.screening.entity import Entity
    from comity.screening.index.reader import Index
    from comity.screening.index.search import Hit

MOST_HITS = 25
_KEPT = ("name", "version", "digest", "retrieved", "entities")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a screening: why, on what lawful basis, of whom and in which lists (all where empty)."""

    purpose: str
    basis: str
    parties: tuple[int, ...] = ()
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    party: Party
    hit: "Hit"
    entry: dict[str, Any]
    entry_digest: str
    subject_digest: str


@transaction.atomic
def screening_begin(*, case: Case, asked: Asked, on: dt.date, actor: User, who: Identity) -> ScreeningRun:
    """Begin to screen people and companies of a case; of whom nothing is found only the screening will be kept."""
    require(Permission.SCREENING_RUN, who, subject_of(case, who))
    if asked.purpose not in set(Purpose):
        raise BadInputError("choose what the screening is for", Place(field="purpose"))
    if len(asked.basis.split()) < 3:
        raise BadInputError("say on what lawful basis, and why now", Place(field="basis"))
    parties = [p for p in parties_for(who, case) if not asked.parties or p.pk in asked.parties]
    if not parties:
        raise BadInputError("choose who is screened", Place(field="party"))
    run = _opened(case, asked, parties, on, actor)
    log_append(
        event="screening_begun",
        actor=actor,
        case=case,
        subject="screening",
        key=str(run.pk),
        day=on,
        details={"purpose": run.purpose, "basis": run.basis, "lists": run.lists, "subjects": run.subjects},
    )
    in_background(run)
    return run


def _opened(case: Case, asked: Asked, parties: list[Party], on: dt.date, actor: User) -> ScreeningRun:
    from comity.screening.index.search import DEFAULT_THRESHOLD, DEFAULT_THRESHOLD_COMPANY  # noqa: PLC0415

    return ScreeningRun.everything.create(
        case=case,
        by=actor,
        on=on,
        purpose=asked.purpose,
        basis=asked.basis.strip(),
        thresholds={"person": DEFAULT_THRESHOLD, "company": DEFAULT_THRESHOLD_COMPANY},
        files=list(asked.lists),
        lists=_origins(indexes_of(settings.LISTS_FOLDER, asked.lists)),
        algorithm=algorithm(),
        subjects=_subjects(parties),
    )


def _origins(indexes: "Iterable[Index]") -> list[dict[str, Any]]:
    return [{key: origin[key] for key in _KEPT} for index in indexes for origin in index.lists]


def _subjects(parties: list[Party]) -> list[dict[str, str]]:
    return [{"key": party.key, "digest": subject_digest(party)} for party in parties]


def screening_search(run: ScreeningRun, told: Told) -> dict[str, Any]:
    """Compare each of those screened with each list, and keep what differs from what was known, all in one step.

    The lists and the records are those of the moment of comparing; the screening says which they were.
    """
    who = run.by.identity()
    keys = {row["key"] for row in run.subjects}
    parties = [party for party in parties_for(who, run.case) if party.key in keys]
    indexes = list(indexes_of(settings.LISTS_FOLDER, tuple(run.files)))
    found: list[_Found] = []
    for number, party in enumerate(parties, start=1):
        found.extend(one for index in indexes for one in _search(party, index, who))
        told(number, len(parties))
    run.lists, run.subjects = _origins(indexes), _subjects(parties)
    return {
        "lists": run.lists,
        "subjects": run.subjects,
        "total": len(parties),
        "outcome": lambda: _differences(run, parties, found),
    }


def algorithm() -> dict[str, str]:
    """What compares: the method, its version, and the digest of the numbers it was fitted to."""
    from comity import __version__  # noqa: PLC0415
    from comity.screening.tables import FOLDER  # noqa: PLC0415

    digest = hashlib.sha256((FOLDER / "scorer.json").read_bytes()).hexdigest()
    return {"name": "comity-names", "version": __version__, "scorer": digest[:16]}


def _search(party: Party, index: "Index", who: Identity) -> Iterator[_Found]:
    from comity.screening.index.search import search  # noqa: PLC0415 - screening is read when somebody asks for it

    digest = subject_digest(party)
    for hit in search(index, entity_of(party, who), limit=MOST_HITS):
        entry = entry_data(hit.listed.entity)
        yield _Found(party, hit, entry, entry_digest(hit.listed.entity), digest)


def entry_data(entity: "Entity") -> dict[str, Any]:
    """An entry of a list as plain data, with what a list says of when it saw and changed it."""
    shown = ("id", "schema", "names", "dates", "countries", "genders", "identifiers", "addresses", "topics")
    return {name: getattr(entity, name) for name in (*shown, "first_seen", "last_change")}


def entry_digest(entity: "Entity") -> str:
    """What a list says of who somebody is; its row and the dates of the list's own keeping do not count."""
    return hashlib.sha256(
        canonical(entry_data(replace(entity, row=0, first_seen="", last_change=""))).encode()
    ).hexdigest()


def _differences(run: ScreeningRun, parties: list[Party], found: list[_Found]) -> dict[str, Any]:
    """Keep what was found, and say what differs from what was known before."""
    known = {
        (hit.party_id, hit.list_name, hit.entry_id): hit
        for hit in ScreeningHit.everything.filter(party__in=parties).select_related("party")
    }
    told: dict[str, Any] = {"new": [], "changed": [], "reopened": [], "gone": [], "unchanged": 0}
    seen = set()
    for one in found:
        key = (one.party.pk, str(one.hit.origin["name"]), one.hit.listed.entity.id)
        if key in seen:
            continue
        seen.add(key)
        what, pk = _kept(run, one, known.get(key))
        if what == "unchanged":
            told["unchanged"] += 1
        else:
            told[what].append(pk)
    screened = {origin["name"] for origin in run.lists}
    for key, hit in known.items():
        if key not in seen and hit.list_name in screened and hit.state != "gone":
            _change(hit, state="gone", last_run=run)
            told["gone"].append(hit.pk)
    return told


def _kept(run: ScreeningRun, one: _Found, hit: ScreeningHit | None) -> tuple[str, int]:
    from comity.screening.explanation import as_data  # noqa: PLC0415 - as above

    entity = one.hit.listed.entity
    columns: dict[str, Any] = {
        "caption": (entity.names[0] if entity.names else entity.id)[:400],
        "entry": one.entry,
        "comparison": as_data(one.hit.comparison),
        "origin": {key: one.hit.origin[key] for key in _KEPT},
        "score": one.hit.comparison.score,
        "subject_digest": one.subject_digest,
        "entry_digest": one.entry_digest,
        "last_run": run,
    }
    if hit is None:
        name = str(one.hit.origin["name"])
        made = ScreeningHit.everything.create(
            case=run.case, party=one.party, list_name=name, entry_id=entity.id, first_run=run, **columns
        )
        return "new", made.pk
    same = (hit.subject_digest, hit.entry_digest) == (one.subject_digest, one.entry_digest)
    if hit.state == "gone":
        _change(hit, state="undecided", **columns)
        return "new", hit.pk
    if same:
        _change(hit, last_run=run, origin=columns["origin"])
        return "unchanged", hit.pk
    reopens = hit.state in {"proposed", "decided"}
    _change(hit, **columns, state="undecided")
    return "reopened" if reopens else "changed", hit.pk


def _change(hit: ScreeningHit, **columns: Any) -> None:  # noqa: ANN401 - columns of the table
    for name, value in columns.items():
        setattr(hit, name, value)
    hit.revision += 1
    hit.save(update_fields=[*columns, "revision"])
