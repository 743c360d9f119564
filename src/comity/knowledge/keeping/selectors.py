"""Reading who keeps a page, who could, and which pages are overdue."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from comity.casework.access import Permission, allows
from comity.casework.accounts.models import User
from comity.knowledge.corrections.models import Correction
from comity.knowledge.keeping.models import StatePage
from comity.law.freshness import AgedFile, aged_files

REVIEW_DAYS = 365
"""A page that nobody has gone through for so long is overdue."""


@dataclass(frozen=True, slots=True)
class PageStanding:
    """How a state's page stands: its keeper, when it was gone through, its facts by age, corrections that wait."""

    state: str
    page: StatePage | None
    facts: int
    old: int
    undated: int
    waiting: int
    overdue: bool


def page_of(state: str) -> StatePage:
    """The row of a state, or the one that it would get."""
    return StatePage.objects.select_related("keeper").filter(state=state).first() or StatePage(state=state)


def possible_keepers() -> list[User]:
    """Those who may decide about corrections."""
    active = User.objects.filter(is_active=True).select_related("agency").order_by("name")
    return [user for user in active if allows(Permission.CONTRIBUTION_DECIDE, user.identity())]


def page_standings(on: dt.date) -> list[PageStanding]:
    """Every state of which the law data has a page or that somebody keeps; the overdue ones first."""
    files = {aged.file[len("states/") : -len(".yaml")]: aged for aged in aged_files(on) if _is_state(aged)}
    pages = {page.state: page for page in StatePage.objects.select_related("keeper")}
    waiting = Counter(Correction.objects.filter(status="proposed").values_list("state", flat=True))
    found = [
        _standing(code, pages.get(code), files.get(code), waiting[code], on) for code in {*files, *pages, *waiting}
    ]
    return sorted(found, key=lambda one: (not one.overdue, -one.waiting, -one.old - one.undated, one.state))


def _is_state(aged: AgedFile) -> bool:
    return aged.file.startswith("states/")


def _standing(state: str, page: StatePage | None, aged: AgedFile | None, waiting: int, on: dt.date) -> PageStanding:
    reviewed = page.reviewed_on if page else None
    overdue = reviewed is None or (on - reviewed).days > REVIEW_DAYS
    facts, old, undated = (aged.facts, aged.old, aged.undated) if aged else (0, 0, 0)
    return PageStanding(state, page, facts, old, undated, waiting, overdue)
