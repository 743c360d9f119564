"""Claims on assets: filing one, and its page with what was decided and what comes next."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.access import Permission, allows, missing, require
from comity.casework.assets.claims import ClaimKind, Decision, Filing, Outcome, claim_act, claim_file
from comity.casework.assets.ledger import claimed
from comity.casework.assets.models import AssetClaim
from comity.casework.assets.selectors import claim_for
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.lifecycle import CLAIM
from comity.casework.log.selectors import entries_of
from comity.casework.records.selectors import record_subject
from comity.common.dates import parse_day
from comity.common.errors import ComityError
from comity.web.asking import Asking, at_step, complaint, found, page
from comity.web.asset_fields import NARROW
from comity.web.clock import today
from comity.web.fields import Field, filled, options
from comity.web.labels import say, word
from comity.web.ledger_fields import day_if_given, sum_fields, sum_if_given
from comity.web.views.assets import asset_of


@require_http_methods(["GET", "POST"])
@page
def claim_new(asking: Asking, pk: int) -> HttpResponse:
    """Put a claim on an asset on record."""
    asset, errors = asset_of(asking, pk), list[dict[str, str]]()
    require(Permission.ASSET_CLAIM, asking.who, record_subject(asset, asking.who))
    if asking.http.method == "POST":
        try:
            filing = Filing(
                kind=asking.text("kind"),
                claimant=asking.text("claimant"),
                basis=asking.text("basis"),
                money=sum_if_given(asking.http.POST),
                filed=parse_day(asking.text("filed"), "filed"),
            )
            claim = claim_file(
                asset=asset,
                filing=filing,
                revision=asking.number("revision"),
                on=today(),
                actor=asking.user,
                who=asking.who,
            )
            messages.success(asking.http, say("The claim is on record; its sum is held back until it is final."))
            return redirect("claim", claim.pk)
        except ComityError as error:
            errors = complaint(error)
    fields = filled(_filing_fields(), asking.http.POST if errors else {"filed": today().isoformat()})
    context = {"case": asset.case, "asset": asset, "errors": errors, "fields": fields, "revision": asset.revision}
    context |= {"title": say("Record a claim"), "help": say("Until a claim is final, all it asks for is held back.")}
    return render(asking.http, "asset-form.html", context, status=422 if errors else 200)


def _filing_fields() -> list[Field]:
    return [
        Field("kind", "Who claims", "choice", options=options(ClaimKind)),
        Field("claimant", "Claimant"),
        Field("basis", "What the claim rests on", "area"),
        Field("amount", "Amount", hint="Leave empty where the whole asset is claimed", width=NARROW),
        sum_fields()[1],
        Field("filed", "Filed on", "day"),
    ]


def _decision_fields() -> list[Field]:
    yes_no = (("", say("Not known")), ("yes", say("Yes")), ("no", say("No")))
    return [
        Field("court", "Court or authority"),
        Field("outcome", "Outcome", "choice", options=options(Outcome)),
        Field("good_faith", "Good faith was found", "choice", options=yes_no),
        Field("amount", "Amount granted", hint="Leave empty where all that was claimed is granted", width=NARROW),
        sum_fields()[1],
        Field("appeal_by", "An appeal is possible until", "day", "Only where the decision or the law sets a day"),
        Field("appeal_source", "Where this time limit is set"),
    ]


def claim_of(asking: Asking, pk: int) -> AssetClaim:
    """The claim, for somebody who may read it."""
    claim: AssetClaim = found(claim_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(claim, asking.who))
    return claim


@require_GET
@page
def claim_page(asking: Asking, pk: int) -> HttpResponse:
    """One claim."""
    return _show(asking, claim_of(asking, pk), [])


def _show(asking: Asking, claim: AssetClaim, errors: list[dict[str, str]], action: str = "") -> HttpResponse:
    subject = record_subject(claim, asking.who)
    may = allows(Permission.ASSET_CLAIM, asking.who, subject)
    context = {
        "claim": claim,
        "case": claim.case,
        "asset": claim.asset,
        "errors": errors,
        "given": asking.http.POST,
        "refused_action": action,
        "held_back": claimed(claim).held_back(claim.currency, 0) if claim.currency else None,
        "over": claimed(claim).over,
        "steps": CLAIM.open_to(claim.state),
        "hindered": "" if may else missing(Permission.ASSET_CLAIM, asking.who, subject),
        "decision_form": filled(_decision_fields(), asking.http.POST if errors else {"currency": claim.currency}),
        "history": entries_of(claim.case, "claim", claim.key).order_by("-index"),
        "deadlines": [
            d
            for d in deadlines_for(asking.who, today(), claim.case)
            if (d.about.subject, d.about.pk) == (claim.subject, claim.pk)
        ],
        "today": today(),
    }
    return render(asking.http, "claim.html", context, status=422 if errors else 200)


@require_POST
@page
def claim_step(asking: Asking, pk: int) -> HttpResponse:
    """Take a step with a claim."""
    claim, action = claim_of(asking, pk), asking.text("action")
    try:
        done = claim_act(
            claim=claim,
            action=action,
            revision=asking.number("revision"),
            on=today(),
            day=day_if_given(asking.http.POST, "day"),
            decision=_decision(asking) if action == "decide_claim" else None,
            reason=asking.text("reason"),
            source=asking.text("source"),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return _show(
            asking,
            claim_of(asking, pk),
            _at_fields(complaint(error), action) if action == "decide_claim" else at_step(complaint(error), action),
            action,
        )
    messages.success(asking.http, f"{say('Done')}: {word(done.state)}")
    return redirect("claim", pk)


def _at_fields(errors: list[dict[str, str]], action: str) -> list[dict[str, str]]:
    """Day, reason and source stand at every step; what a court decided stands once on the page."""
    stepwise = ("day", "reason", "source")
    return [line if line["field"] not in stepwise else at_step([line], action)[0] for line in errors]


def _decision(asking: Asking) -> Decision:
    form = asking.http.POST
    return Decision(
        court=asking.text("court"),
        outcome=asking.text("outcome"),
        granted=sum_if_given(form),
        good_faith={"yes": True, "no": False}.get(asking.text("good_faith")),
        appeal_by=day_if_given(form, "appeal_by"),
        appeal_source=asking.text("appeal_source"),
    )
