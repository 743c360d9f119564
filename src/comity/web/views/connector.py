"""States that are reached through the national e-CODEX connector: proposed by one officer, confirmed by another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from comity.casework.correspondence.by_connector.partners import partner_confirm, partner_end, partner_propose
from comity.casework.correspondence.models import ConnectorPartner
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.labels import say
from comity.web.views.counterparts import show_counterparts


@require_POST
@page
def connector_propose(asking: Asking) -> HttpResponse:
    """Propose to reach a state through the connector, as the first officer."""
    try:
        partner_propose(state=asking.text("state"), actor=asking.user, who=asking.who)
    except ComityError as error:
        return show_counterparts(asking, complaint(error), refused="connector")
    messages.success(asking.http, say("Now a second officer compares the access point."))
    return redirect("counterparts")


@require_POST
@page
def connector_confirm(asking: Asking, pk: int) -> HttpResponse:
    """Confirm it, as the second officer."""
    proposed: ConnectorPartner = found(ConnectorPartner.objects.filter(pk=pk).first())
    try:
        partner_confirm(proposed=proposed, party=asking.text("party"), actor=asking.user, who=asking.who)
    except ComityError as error:
        return show_counterparts(asking, complaint(error), refused="connector")
    messages.success(asking.http, say("The state is reached through the connector from now on."))
    return redirect("counterparts")


@require_POST
@page
def connector_end(asking: Asking, pk: int) -> HttpResponse:
    """Put a proposal aside, or reach a state through the connector no longer."""
    partner: ConnectorPartner = found(ConnectorPartner.objects.filter(pk=pk).first())
    try:
        partner_end(partner=partner, actor=asking.user, who=asking.who)
    except ComityError as error:
        return show_counterparts(asking, complaint(error), refused="connector")
    messages.success(asking.http, say("Nothing goes to this state through the connector any more."))
    return redirect("counterparts")
