"""Reading screenings and hits: for whom, what needs a look, and who was found nowhere."""

import datetime as dt
from dataclasses import dataclass

from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.people.models import Party
from comity.casework.screening.decisions import Outcome, Standing, standing_of
from comity.casework.screening.models import ScreeningHit, ScreeningRun


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with where it stands on the day of asking."""

    hit: ScreeningHit
    standing: Standing


def hits_for(who: Identity, case: Case, on: dt.date) -> list[ShownHit]:
    """The hits of a case that a person may see, those that need a look first, then the surest."""
    found = ScreeningHit.objects.visible_to(who).filter(case=case).select_related("party__case")
    shown = [ShownHit(hit, standing_of(hit, on)) for hit in found.prefetch_related("reviews__by")]
    return sorted(shown, key=lambda one: (one.standing.settled, -one.hit.score, one.hit.pk))


def hit_for(who: Identity, pk: int) -> ScreeningHit | None:
    """One hit; None where it is not theirs to see."""
    found = ScreeningHit.objects.visible_to(who).select_related("party__case", "party__wall", "case", "last_run")
    return found.filter(pk=pk).first()


def runs_for(who: Identity, case: Case) -> list[ScreeningRun]:
    """The screenings of a case, the newest first."""
    return list(ScreeningRun.objects.visible_to(who).filter(case=case).select_related("by"))


def run_for(who: Identity, pk: int) -> ScreeningRun | None:
    """One screening; None where it is not theirs to see."""
    return ScreeningRun.objects.visible_to(who).select_related("by", "case").filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class Cleared:
    """Somebody whom a screening found on no list, or only entries that two reviewers found to be somebody else."""

    party: Party
    others: tuple[ShownHit, ...]


def cleared_by(run: ScreeningRun, who: Identity, on: dt.date) -> list[Cleared]:
    """Those whom a screening cleared and whose record has not changed since; the rest is not certified."""
    digests = {row["key"]: row["digest"] for row in run.subjects}
    screened = {origin["name"] for origin in run.lists}
    found: list[Cleared] = []
    if run.status != "ready":
        return found
    for party in Party.objects.visible_to(who).filter(case=run.case, key__in=digests).select_related("case"):
        hits = ScreeningHit.everything.filter(party=party, list_name__in=screened, last_run__pk__gte=run.pk)
        shown = [ShownHit(hit, standing_of(hit, on)) for hit in hits if hit.state != "gone"]
        if _unchanged(party, digests[party.key]) and all(_another(one) for one in shown):
            found.append(Cleared(party, tuple(shown)))
    return found


def _unchanged(party: Party, digest: str) -> bool:
    from comity.casework.screening.entities import subject_digest  # noqa: PLC0415 - kept beside its only use

    return subject_digest(party) == digest


def _another(one: ShownHit) -> bool:
    return one.standing.settled and one.standing.outcome == Outcome.DIFFERENT
