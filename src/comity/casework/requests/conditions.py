"""The conditions of the guards, checked on the record; each answers for one request, one person and what they give."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from comity.casework.asserted.selectors import asserted_hindrances
from comity.casework.cases.case_file import LISTED
from comity.casework.data_protection.selectors import blocked_records
from comity.casework.evidence.selectors import items_behind, request_hindrances
from comity.casework.lifecycle import GUARDS, Condition
from comity.casework.lifecycle.guards import SENTENCES
from comity.casework.people.models import Party
from comity.casework.people.whereabouts import tells_whereabouts
from comity.casework.records.carrying import carry_hindrance
from comity.casework.requests.checklist import Checklist, Group, checklist_for
from comity.casework.requests.consulting import consultable, refusable
from comity.casework.requests.models import Request, Signature
from comity.casework.requests.preparing import Prepared, request_file, request_prepare, request_routes, signed_review
from comity.casework.safeguards.checks import open_checks
from comity.exchange.documents.conditions import Use

_POSSIBLE = {"open", "conditional"}


@dataclass
class Occasion:
    """One attempt at a step: the request, the day, who acts, and what they say with it."""

    request: Request
    on: dt.date
    user: int
    given: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def prepared(self) -> Prepared:
        """Route, review and letter, worked out once."""
        return request_prepare(self.request, self.on)

    @cached_property
    def checklist(self) -> Checklist:
        """The admissibility checklist of a received request, worked out once."""
        return checklist_for(self.request, self.on)

    @property
    def grounds(self) -> list[str]:
        """The grounds that are named with the step."""
        return list(self.given.get("grounds", ()))


def unmet(guard: str, occasion: Occasion) -> list[str]:
    """The sentences of the conditions that do not hold; empty where the step may be taken."""
    failed = [c for c in GUARDS.get(guard, ()) if not _CHECKS.get(c, _unknown)(occasion)]
    return [sentence for c in failed for sentence in (SENTENCES[c], *_MORE.get(c, _nothing_more)(occasion))]


def _nothing_more(_occasion: Occasion) -> list[str]:
    return []


_SAID_WITH_IT = {Condition.REASON_GIVEN, Condition.GROUNDS_OF_CHECKLIST, Condition.GROUNDS_CONSULTED}


def in_the_way(guard: str, occasion: Occasion) -> list[str]:
    """The sentences that nothing which is filled in with the step can mend, to be told before it is filled in."""
    standing = [c for c in GUARDS.get(guard, ()) if c not in _SAID_WITH_IT]
    return [SENTENCES[c] for c in standing if not _CHECKS.get(c, _unknown)(occasion)]


def _unknown(_occasion: Occasion) -> bool:
    return False  # a condition that nobody can check yet does not hold


def _route_exists(occasion: Occasion) -> bool:
    return any(route.verdict in _POSSIBLE for route in request_routes(occasion.request, occasion.on))


def _content_is_clean(occasion: Occasion) -> bool:
    return not any(not _about_safeguards(f) for f in occasion.prepared.blocking)


def _about_safeguards(finding: Any) -> bool:  # noqa: ANN401 - a finding of the drafting room
    return str(finding.rule).startswith(("safeguard", "safeguards"))


def _review_is_clean(occasion: Occasion) -> bool:
    return not occasion.prepared.blocking


def _version_unchanged(occasion: Occasion) -> bool:
    version = occasion.request.version
    return version is not None and version.digest == occasion.prepared.digest


def _safeguards_signed(occasion: Occasion) -> bool:
    return signed_review(occasion.request) is not None


def _safeguards_current(occasion: Occasion) -> bool:
    review = signed_review(occasion.request)
    return review is not None and not open_checks(occasion.request.measure, review.checks)


def _signed(occasion: Occasion) -> bool:
    version = occasion.request.version
    return version is not None and Signature.objects.filter(version=version, digest=version.digest).exists()


def _second_person(occasion: Occasion) -> bool:
    if occasion.request.results.filter(added_by_id=occasion.user).exists():
        return False
    return not Signature.objects.filter(version=occasion.request.version, user_id=occasion.user).exists()


def _location_may_be_shared(occasion: Occasion) -> bool:
    """No protected person's whereabouts reach the state they fled from."""
    request = occasion.request
    people = Party.everything.filter(case=request.case, key__in=request.data.get("people", ()))
    return not any(tells_whereabouts(party.data, request.counterpart, party.refugee_from) for party in people)


def _beyond_limits(occasion: Occasion) -> list[str]:
    request = occasion.request
    found = request_hindrances(request.case, {"to": request.counterpart, **request.data}, occasion.on)
    return [*found, *hindrances_of_annexes(request), *_bound_by_others(request, occasion.on)]


def hindrances_of_annexes(request: Request) -> list[str]:
    """Evidence that fewer people may see than the request leaves with none: those who sign it would not know."""
    items = items_behind(request.case, request.data)
    return [sentence for item in items if (sentence := carry_hindrance(item, request))]


def _bound_by_others(request: Request, on: dt.date) -> list[str]:
    """What another state has asserted leaves for a third one within its conditions only."""
    against = asserted_hindrances(request.case, (Use.OTHER_STATE,), on, to=request.counterpart)
    if not against:
        return []
    leaves = request_file(request).file.data
    ids = {row["id"] for rows in leaves.values() if isinstance(rows, list) for row in rows if isinstance(row, dict)}
    ids |= set(leaves.get("facts", ()))
    return [one.sentence for one in against if one.key in ids]


def _evidence_limits_hold(occasion: Occasion) -> bool:
    return not _beyond_limits(occasion)


def _reason_given(occasion: Occasion) -> bool:
    return bool(str(occasion.given.get("reason", "")).strip())


def _admissibility_checked(occasion: Occasion) -> bool:
    return occasion.checklist.complete


def _nothing_closes(occasion: Occasion) -> bool:
    return not any(ground.closes for ground in occasion.checklist.grounds)


def _no_assurance_needed(occasion: Occasion) -> bool:
    return not any(ground.group is Group.ASSURANCE for ground in occasion.checklist.against)


def _grounds_of_checklist(occasion: Occasion) -> bool:
    allowed = {ground.rule for ground in consultable(occasion.checklist)}
    return bool(occasion.grounds) and set(occasion.grounds) <= allowed


def _grounds_consulted(occasion: Occasion) -> bool:
    allowed = {ground.rule for ground in refusable(occasion.request, occasion.checklist)}
    return bool(occasion.grounds) and set(occasion.grounds) <= allowed


def _results_have_conditions(occasion: Occasion) -> bool:
    return occasion.request.results.exists()


def _nothing_blocked(occasion: Occasion) -> bool:
    """No record is used that was blocked; what is blocked is not looked for where nothing is."""
    blocked = blocked_records(occasion.request.case)
    if not blocked:
        return True
    rows = [row for kind in LISTED for row in occasion.prepared.content.get(kind, ())]
    return not blocked & {row["id"] for row in rows}


_CHECKS: dict[Condition, Callable[[Occasion], bool]] = {
    Condition.ROUTE_EXISTS: _route_exists,
    Condition.CONTENT_IS_CLEAN: _content_is_clean,
    Condition.REVIEW_IS_CLEAN: _review_is_clean,
    Condition.VERSION_UNCHANGED: _version_unchanged,
    Condition.SAFEGUARDS_SIGNED: _safeguards_signed,
    Condition.SAFEGUARDS_CURRENT: _safeguards_current,
    Condition.SIGNED: _signed,
    Condition.SECOND_PERSON: _second_person,
    Condition.LOCATION_MAY_BE_SHARED: _location_may_be_shared,
    Condition.EVIDENCE_LIMITS_HOLD: _evidence_limits_hold,
    Condition.NOTHING_BLOCKED: _nothing_blocked,
    Condition.REASON_GIVEN: _reason_given,
    Condition.ADMISSIBILITY_CHECKED: _admissibility_checked,
    Condition.NOTHING_CLOSES: _nothing_closes,
    Condition.NO_ASSURANCE_NEEDED: _no_assurance_needed,
    Condition.GROUNDS_OF_CHECKLIST: _grounds_of_checklist,
    Condition.GROUNDS_CONSULTED: _grounds_consulted,
    Condition.RESULTS_HAVE_CONDITIONS: _results_have_conditions,
}
# Conditions that say more than their own sentence: which item, and which of its limits.
_MORE: dict[Condition, Callable[[Occasion], list[str]]] = {Condition.EVIDENCE_LIMITS_HOLD: _beyond_limits}
