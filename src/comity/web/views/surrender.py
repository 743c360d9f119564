"""What is put on record in an extradition proceeding: consent, protection, assurances, charges and specialty."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from comity.casefile.requests import Assurance as Kind
from comity.casework.access import Permission, require
from comity.casework.extradition.assurances import assurance_decide, assurance_record, assurance_report
from comity.casework.extradition.charges import charge_drop, charge_record, extension_record, offence_add
from comity.casework.extradition.models import AssuranceDecision, ClaimOutcome, Extension, Extradition, Kept
from comity.casework.extradition.selectors import conducts_for, extradition_subject
from comity.casework.extradition.services import consent_record, protection_decide
from comity.web.asking import Asking, found, page
from comity.web.clock import today
from comity.web.fields import Field, options
from comity.web.forms import Form, day_of, day_or_none, form_page, number_of, ticked
from comity.web.labels import say
from comity.web.views.extradition import extradition_of

_FORM = require_http_methods(["GET", "POST"])


def _followed(asking: Asking, pk: int, permission: Permission = Permission.EXTRADITION_FOLLOW) -> Extradition:
    """The proceeding, for somebody who may put something on record in it."""
    extradition = extradition_of(asking, pk)
    require(permission, asking.who, extradition_subject(extradition, asking.who))
    return extradition


def _page_of(extradition: Extradition) -> str:
    return reverse("extradition", args=(extradition.pk,))


def _caption(extradition: Extradition) -> str:
    return f"{extradition.case.reference} {extradition.key}"


def consent_fields() -> tuple[Field, ...]:
    """What every consent of a person says: before whom, with which lawyer, in which language."""
    return (
        Field("given_on", say("Day of the consent"), "day"),
        Field(
            "authority",
            say("Authority before which it was given"),
            hint=say("An authority of the state where the person is"),
        ),
        Field("lawyer", say("The person's lawyer")),
        Field(
            "lawyer_independent",
            say("The lawyer is independent"),
            "flag",
            say("Chosen by the person or by the host state, not by the state that wants the person"),
        ),
        Field("told_of_rights", say("The person was told of their rights and of what the consent leads to"), "flag"),
        Field("language", say("Language in which this was said")),
    )


@_FORM
@page
def consent(asking: Asking, pk: int) -> HttpResponse:
    """Record the person's consent to surrender."""
    extradition = _followed(asking, pk)

    def save() -> str:
        consent_record(
            extradition=extradition,
            given_on=day_of(asking, "given_on"),
            authority=asking.text("authority"),
            lawyer=asking.text("lawyer"),
            lawyer_independent=ticked(asking, "lawyer_independent"),
            told_of_rights=ticked(asking, "told_of_rights"),
            language=asking.text("language"),
            gives_up_specialty=ticked(asking, "gives_up_specialty"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
        return _page_of(extradition)

    extra = Field(
        "gives_up_specialty",
        say("The person also gives up the protection of specialty"),
        "flag",
        say("A consent to be surrendered does not say this by itself"),
    )
    form = Form(say("Consent to surrender"), (*consent_fields(), extra), _page_of(extradition), _caption(extradition))
    return form_page(asking, form, save)


@_FORM
@page
def protection(asking: Asking, pk: int, claim: int) -> HttpResponse:
    """Record what the asylum authority decided."""
    extradition = _followed(asking, pk)
    wanted = found(extradition.protection_claims.filter(pk=claim).first())

    def save() -> str:
        protection_decide(
            claim=wanted,
            outcome=asking.text("outcome"),
            decided_on=day_of(asking, "decided_on"),
            authority=asking.text("authority"),
            reference=asking.text("reference"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
        return _page_of(extradition)

    fields = (
        Field(
            "outcome",
            say("Protection"),
            "choice",
            say("Only a decision that can no longer be appealed"),
            options((ClaimOutcome.NOT_GRANTED, ClaimOutcome.GRANTED)),
        ),
        Field("decided_on", say("Day of the decision"), "day"),
        Field("authority", say("Authority"), value=wanted.authority),
        Field("reference", say("Its reference")),
    )
    form = Form(say("Decision on the claim for protection"), fields, _page_of(extradition), _caption(extradition))
    return form_page(asking, form, save)


@_FORM
@page
def assurance(asking: Asking, pk: int) -> HttpResponse:
    """Record an assurance that was given."""
    extradition = _followed(asking, pk)

    def save() -> str:
        assurance_record(
            extradition=extradition,
            kind=asking.text("kind"),
            text=asking.text("text"),
            given_by=asking.text("given_by"),
            given_on=day_of(asking, "given_on"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
        return _page_of(extradition)

    fields = (
        Field("kind", say("What is assured"), "choice", options=options(Kind)),
        Field("text", say("Its words"), "area", say("As they stand in the note or letter")),
        Field("given_by", say("Given by"), hint=say("An authority that can bind its state")),
        Field("given_on", say("Day on which it was given"), "day"),
    )
    return form_page(
        asking, Form(say("Record an assurance"), fields, _page_of(extradition), _caption(extradition)), save
    )


@_FORM
@page
def assurance_decision(asking: Asking, pk: int, assurance: int) -> HttpResponse:
    """Record whether an assurance is accepted, and how it is monitored."""
    extradition = _followed(asking, pk, Permission.SURRENDER_DECIDE)
    wanted = found(extradition.assurances.filter(pk=assurance).first())

    def save() -> str:
        assurance_decide(
            assurance=wanted,
            decision=asking.text("decision"),
            decided_by=asking.text("decided_by"),
            decided_on=day_of(asking, "decided_on"),
            because=asking.text("because"),
            monitored_by=asking.text("monitored_by"),
            monitored_how=asking.text("monitored_how"),
            report_every_days=number_of(asking, "report_every_days") if asking.text("report_every_days") else None,
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
        return _page_of(extradition)

    return form_page(
        asking,
        Form(say("Accept an assurance or not"), _decision_fields(), _page_of(extradition), _caption(extradition)),
        save,
    )


def _decision_fields() -> tuple[Field, ...]:
    decisions = (AssuranceDecision.ACCEPTED, AssuranceDecision.NOT_ACCEPTED)
    return (
        Field("decision", say("Decision"), "choice", options=options(decisions)),
        Field("decided_by", say("Decided by"), hint=say("The authority of the surrendering state")),
        Field("decided_on", say("Day of the decision"), "day"),
        Field("because", say("Reasons"), "area", say("Why it can be relied on, or why not")),
        Field(
            "monitored_by",
            say("Monitored by"),
            hint=say("Needed where it is accepted: a consulate, a court, a body that visits"),
        ),
        Field("monitored_how", say("How it is monitored"), "area"),
        Field(
            "report_every_days",
            say("A report every so many days"),
            "number",
            say("As agreed; empty where nothing was agreed"),
        ),
    )


@_FORM
@page
def assurance_reporting(asking: Asking, pk: int, assurance: int) -> HttpResponse:
    """Record a report on an assurance."""
    extradition = _followed(asking, pk)
    wanted = found(extradition.assurances.filter(pk=assurance).first())

    def save() -> str:
        assurance_report(
            assurance=wanted,
            day=day_of(asking, "day"),
            reported_by=asking.text("reported_by"),
            finding=asking.text("finding"),
            text=asking.text("text"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
        return _page_of(extradition)

    fields = (
        Field("day", say("Day of the report"), "day"),
        Field("reported_by", say("Reported by")),
        Field("finding", say("Is it kept?"), "choice", options=options(Kept)),
        Field("text", say("What was found"), "area"),
    )
    return form_page(
        asking, Form(say("Report on an assurance"), fields, _page_of(extradition), _caption(extradition)), save
    )


def _conducts(asking: Asking, extradition: Extradition) -> tuple[tuple[str, str], ...]:
    return tuple(
        (record.key, f"{record.key} ({record.data.get('offence', '')})")
        for record in conducts_for(asking.who, extradition.case)
    )


@_FORM
@page
def offence(asking: Asking, pk: int) -> HttpResponse:
    """Record an offence for which the surrender was granted."""
    extradition = _followed(asking, pk)

    def save() -> str:
        offence_add(
            extradition=extradition,
            conduct=asking.text("conduct"),
            text=asking.text("text"),
            actor=asking.user,
            who=asking.who,
        )
        return _page_of(extradition)

    fields = (
        Field("conduct", say("Conduct"), "choice", options=_conducts(asking, extradition)),
        Field("text", say("As the decision names it"), "area"),
    )
    form = Form(
        say("Offence for which the surrender was granted"), fields, _page_of(extradition), _caption(extradition)
    )
    return form_page(asking, form, save)


@_FORM
@page
def charge(asking: Asking, pk: int) -> HttpResponse:
    """Record what the person is charged with after the surrender."""
    extradition = _followed(asking, pk)

    def save() -> str:
        charge_record(
            extradition=extradition,
            conduct=asking.text("conduct"),
            text=asking.text("text"),
            charged_on=day_of(asking, "charged_on"),
            committed_on=day_or_none(asking, "committed_on"),
            source=asking.text("source"),
            on=today(),
            actor=asking.user,
            who=asking.who,
        )
        return _page_of(extradition)

    fields = (
        Field(
            "conduct",
            say("Conduct"),
            "choice",
            options=(("", say("None of this case")), *_conducts(asking, extradition)),
        ),
        Field("text", say("What the person is charged with"), "area"),
        Field("charged_on", say("Day of the charge"), "day"),
        Field(
            "committed_on",
            say("Day of the act"),
            "day",
            say("Empty where it is not known; specialty protects acts before the surrender"),
        ),
        Field("source", say("Where this is known from")),
    )
    form = Form(say("Charge after the surrender"), fields, _page_of(extradition), _caption(extradition))
    return form_page(asking, form, save)


@_FORM
@page
def extension(asking: Asking, pk: int, charge: int) -> HttpResponse:
    """Record that the surrendering state's consent was asked for, or what it answered; or that a charge was dropped."""
    extradition = _followed(asking, pk)
    wanted = found(extradition.charges.filter(pk=charge).first())

    def save() -> str:
        if asking.text("extension") == "dropped":
            day = day_of(asking, "day")
            charge_drop(charge=wanted, day=day, on=today(), actor=asking.user, who=asking.who)
        else:
            extension_record(
                charge=wanted,
                extension=asking.text("extension"),
                day=day_of(asking, "day"),
                authority=asking.text("authority"),
                on=today(),
                actor=asking.user,
                who=asking.who,
            )
        return _page_of(extradition)

    outcomes = (Extension.ASKED, Extension.GRANTED, Extension.REFUSED, "dropped")
    fields = (
        Field("extension", say("What happened"), "choice", options=options(outcomes)),
        Field("day", say("Day"), "day"),
        Field("authority", say("Authority of the surrendering state")),
    )
    form = Form(say("Consent to a further charge"), fields, _page_of(extradition), _caption(extradition))
    return form_page(asking, form, save)
