"""Which instruments stand between two states on a day, and whether each applies."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from comity.common.truth import Truth
from comity.law.bilateral import Bilateral, bilaterals
from comity.law.designations import Designation, designations
from comity.law.instruments import instruments
from comity.law.register import register
from comity.law.states import all_codes, state_name
from comity.law.vocabulary import PURPOSES

APPLIES = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "not_evidenced"}


@dataclass(frozen=True, slots=True)
class Between:
    """One instrument between two states: the status of each, whether it applies between them, and why."""

    id: str
    title: str
    kind: str
    purposes: tuple[str, ...]
    status: dict[str, Any]
    applies: str
    why: tuple[str, ...]
    sources: tuple[str, ...]


def between(one: str, other: str, on: dt.date, purpose: str | None = None) -> list[Between]:
    """Collect every instrument of which something is known for the two states; what applies comes first."""
    found = [*_multilateral(one, other, on, purpose), *_bilateral(one, other, on, purpose)]
    found += _designated(one, other, on, purpose)
    order = {"yes": 0, "not_evidenced": 1, "no": 2}
    return sorted(found, key=lambda entry: (order[entry.applies], entry.kind, entry.id))


def everything(on: dt.date, purpose: str | None = None) -> list[Between]:
    """Collect every instrument at hand; it applies where it is in force between any two on the day."""
    found = [
        Between(key, *described(key), {}, "yes" if _binds_two(key, on) else "not_evidenced", (), ())
        for key in register().instruments
    ]
    found += [_treaty(treaty, on, with_status=False) for treaty in bilaterals()]
    found += [Between(law.id, law.title, "designation", law.purposes, {}, "yes", (), ()) for law in designations()]
    return [entry for entry in found if purpose is None or purpose in entry.purposes]


def described(key: str) -> tuple[str, str, tuple[str, ...]]:
    """Title, kind and purposes of a multilateral instrument; its own file stands before its list of parties."""
    known = instruments().get(key)
    if known is not None:
        return known.title, "multilateral", known.purposes
    parties = register().instrument(key)
    return parties.title, "multilateral", parties.purposes


def _binds_two(key: str, on: dt.date) -> bool:
    bound = (state for state in all_codes() if register().bound(key, state, on) is Truth.TRUE)
    return next(bound, None) is not None and next(bound, None) is not None


def _multilateral(one: str, other: str, on: dt.date, purpose: str | None) -> Iterator[Between]:
    for key in register().instruments:
        title, kind, purposes = described(key)
        parties = register().instrument(key)
        if (purpose and purpose not in purposes) or register().one_sided(key, one, other):
            continue
        if not (parties.testimonies(one) or parties.testimonies(other)):
            continue
        both = {state: register().status(key, state, on) for state in (one, other)}
        excluded = register().excluding(key, one, other, on)
        why = [f"Switched off between the two: {entry.text} [{entry.source}]." for entry in excluded]
        why += [parties.note] if parties.note else []
        why += [f"{state}: {reason}" for state, status in both.items() for reason in status.why]
        sources = tuple(dict.fromkeys(source for status in both.values() for source in status.sources))
        applies = APPLIES[register().bound_between(key, one, other, on)]
        yield Between(key, title, kind, purposes, dict(both), applies, tuple(why), sources)


def _bilateral(one: str, other: str, on: dt.date, purpose: str | None) -> Iterator[Between]:
    for treaty in bilaterals().between(one, other, purpose):
        yield _treaty(treaty, on, with_status=True)


def _treaty(treaty: Bilateral, on: dt.date, *, with_status: bool) -> Between:
    found = bilaterals().status(treaty, on)
    purposes = " and ".join(PURPOSES[purpose] for purpose in treaty.purposes)
    title = treaty.title or f"Treaty on {purposes} between {' and '.join(map(state_name, treaty.parties))}"
    status = dict.fromkeys(treaty.parties, found) if with_status else {}
    return Between(
        treaty.id, title, "bilateral", treaty.purposes, status, APPLIES[found.bound], found.why, found.sources
    )


def _designated(one: str, other: str, on: dt.date, purpose: str | None) -> Iterator[Between]:
    for law in designations().between(one, other, purpose):
        yield _designation(law, other if law.designating == one else one, on)


def _designation(law: Designation, partner: str, on: dt.date) -> Between:
    found = designations().status(law.id, partner, on)
    status = {law.designating: {"status": "designating"}, partner: found}
    return Between(
        law.id, law.title, "designation", law.purposes, status, APPLIES[found.bound], found.why, found.sources
    )
