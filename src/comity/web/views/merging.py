"""Records that may be one person or company: suggested with reasons, merged, found to be two, made two again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.people.differences import plain
from comity.casework.people.duplicates import duplicates_for, parties_distinct
from comity.casework.people.merging import merge_undo, parties_merge
from comity.casework.people.models import Party, PartyMerge
from comity.casework.people.selectors import parties_for, party_for, seen_data
from comity.casework.records.selectors import record_subject
from comity.common.errors import BadInputError, ComityError, Place
from comity.web.asking import Asking, at_step, complaint, found, page
from comity.web.labels import say
from comity.web.views.cases import case_of
from comity.web.views.people import party_of


@require_GET
@page
def duplicate_list(asking: Asking, pk: int) -> HttpResponse:
    """The records of a case that may be one, each pair with the screening room's reasons."""
    return _pairs(asking, case_of(asking, pk), [])


def _pairs(asking: Asking, case: Case, errors: list[dict[str, str]]) -> HttpResponse:
    context = {
        "case": case,
        "tab": "people",
        "errors": errors,
        "given": asking.http.POST,
        "pairs": duplicates_for(asking.who, case),
        "may_write": allows(Permission.CASE_EDIT, asking.who, subject_of(case, asking.who)),
    }
    return render(asking.http, "duplicates.html", context, status=422 if errors else 200)


@require_POST
@page
def duplicate_distinct(asking: Asking, pk: int) -> HttpResponse:
    """Record that two records are two."""
    case = case_of(asking, pk)
    try:
        parties_distinct(
            left=_other(asking, "left"),
            right=_other(asking, "right"),
            reason=asking.text("reason"),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        pair = f"{asking.number('left')}-{asking.number('right')}"
        return _pairs(asking, case, at_step(complaint(error), pair))
    messages.success(asking.http, say("They are kept apart. They are suggested again when one of them changes."))
    return redirect("duplicates", case.pk)


def _other(asking: Asking, field: str) -> Party:
    party = party_for(asking.who, asking.number(field))
    if party is None:
        raise BadInputError("choose another record of the same case", Place(field=field))
    return party


@require_http_methods(["GET", "POST"])
@page
def party_merge(asking: Asking, pk: int) -> HttpResponse:
    """Merge another record into this one, with both side by side and the evidence in words."""
    party, errors = party_of(asking, pk), []
    require(Permission.RECORD_EDIT, asking.who, record_subject(party, asking.who))
    if asking.http.method == "POST":
        try:
            parties_merge(
                kept=party,
                absorbed=_other(asking, "other"),
                reason=asking.text("reason"),
                revisions=(asking.number("revision"), asking.number("other_revision")),
                actor=asking.user,
                who=asking.who,
            )
            messages.success(asking.http, say("They are one record now. This can be undone on this page."))
            return redirect("party", party.pk)
        except ComityError as error:
            errors = complaint(error)
    return render(asking.http, "party-merge.html", _context(asking, party, errors), status=422 if errors else 200)


def _context(asking: Asking, party: Party, errors: list[dict[str, str]]) -> dict[str, Any]:
    wanted = asking.http.POST.get("other") or asking.http.GET.get("other", "")
    others = [one for one in parties_for(asking.who, party.case) if one.pk != party.pk and one.kind == party.kind]
    other = next((one for one in others if str(one.pk) == wanted), None)
    return {
        "party": party,
        "case": party.case,
        "tab": "people",
        "others": others,
        "other": other,
        "compared": _compared(seen_data(party, asking.who), seen_data(other, asking.who)) if other else (),
        "errors": errors,
        "given": asking.http.POST,
    }


def _compared(ours: dict[str, Any], theirs: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Field by field what both records say."""
    fields = [name for name in {**ours, **theirs} if name not in {"id", "provenance"}]
    return [(name, _told(ours.get(name)), _told(theirs.get(name))) for name in fields]


def _told(value: Any) -> str:  # noqa: ANN401 - a field of a case file
    if isinstance(value, list):
        return "; ".join(_told(row) for row in value)
    if isinstance(value, dict):
        return ", ".join(str(part) for name, part in value.items() if name not in {"provenance", "script"} and part)
    return plain(value)


@require_POST
@page
def merge_take_back(asking: Asking, pk: int) -> HttpResponse:
    """Undo a merge; records whose references were changed since are named."""
    merge: PartyMerge = found(PartyMerge.objects.select_related("kept", "absorbed", "case").filter(pk=pk).first())
    party_of(asking, merge.kept_id)
    try:
        doubtful = merge_undo(merge=merge, actor=asking.user, who=asking.who)
        messages.success(asking.http, say("They are two records again."))
        if doubtful:
            messages.warning(asking.http, f"{say('Changed since, so look at whom they name')}: {', '.join(doubtful)}")
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    return redirect("party", merge.kept_id)
