"""Figures of use for oversight: numbers only, from the log and from what stands on record."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from comity.casework.access import Permission, require
from comity.casework.data_protection.models import Block, PersonRequest
from comity.casework.data_protection.practice import answer_due
from comity.casework.extradition.models import Extradition
from comity.casework.extradition.specialty import breaches, broken_assurances
from comity.casework.extradition.watched import RELATED
from comity.casework.identity import Identity
from comity.casework.log.models import LogEntry
from comity.casework.returns.models import OfficerTravel, ReturnPlan

# What oversight asks for first -> the events of the log that it counts.
ASKED: dict[str, tuple[str, ...]] = {
    "Attempts that were denied": ("denied", "sought_in_vain"),
    "Sign-ins that failed": ("sign_in_failed", "second_factor_failed"),
    "Cases given out as a file": ("case_exported",),
    "Files downloaded": ("file_downloaded", "disclosure_downloaded"),
    "Walls built": ("wall_built",),
    "Safeguard reviews that were clear": ("sign_safeguards",),
    "Safeguard reviews with a concern or an open question": ("safeguards_open",),
    "Persons surrendered": ("surrendered",),
    "Consents to return taken back": ("return_consent_revoked",),
    "Requests of people concerned": ("person_request_received",),
    "Exculpatory records left out of a bundle": ("disclosure_item_left_out",),
    "Cases deleted": ("case_deleted",),
}


@dataclass(frozen=True, slots=True)
class Usage:
    """How the office was used between two days, and what stands on record today."""

    asked: list[tuple[str, int]]
    standing: list[tuple[str, int]]
    routes: list[tuple[str, int]]
    events: list[tuple[str, int]]


def usage(who: Identity, first: dt.date, last: dt.date) -> Usage:
    """The figures of a time; they name no case and no person."""
    require(Permission.LOG_READ, who)
    entries = LogEntry.objects.filter(day__gte=first, day__lte=last).order_by()
    events = {row["event"]: row["n"] for row in entries.values("event").annotate(n=Count("index"))}
    routes = ReturnPlan.everything.filter(state__in=("arrived", "closed")).order_by().values("route")
    return Usage(
        asked=[(label, sum(events.get(event, 0) for event in names)) for label, names in ASKED.items()],
        standing=_standing(last),
        routes=[(row["route"], row["n"]) for row in routes.annotate(n=Count("pk"))],
        events=sorted(events.items(), key=lambda pair: (-pair[1], pair[0])),
    )


def _standing(on: dt.date) -> list[tuple[str, int]]:
    after = Extradition.everything.filter(surrendered_on__isnull=False).exclude(state="closed")
    surrendered = list(after.prefetch_related(*RELATED))
    waiting = PersonRequest.everything.exclude(state="answered").values_list("received", flat=True)
    return [
        ("Charges that a surrender does not cover", sum(len(breaches(one)) for one in surrendered)),
        ("Assurances reported as not kept", sum(len(broken_assurances(one)) for one in surrendered)),
        ("Blocked records", Block.objects.filter(lifted_on__isnull=True).count()),
        ("Requests of people concerned without an answer in time", sum(answer_due(day) < on for day in waiting)),
        ("Travels approved", OfficerTravel.everything.filter(state="approved").count()),
    ]
