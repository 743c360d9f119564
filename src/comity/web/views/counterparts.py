"""The counterparts of this office: whom it trusts, whose card waits for a second officer, and its own card."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from comity.casework.access import Permission, allows, require
from comity.casework.correspondence.by_connector.incoming import connector_states
from comity.casework.correspondence.by_connector.partners import connector_trouble, partners_shown
from comity.casework.correspondence.counterparts import card_confirm, card_decline, card_propose
from comity.casework.correspondence.models import ProposedCard
from comity.casework.correspondence.selectors import counterparts, own_card_text, own_node, proposed_cards
from comity.casework.identity import Subject
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.labels import say, sentence


@require_GET
@page
def counterpart_list(asking: Asking) -> HttpResponse:
    """Every counterpart with its fingerprint, addresses, revocations and log, and this office's own card."""
    require(Permission.COUNTERPART_READ, asking.who)
    return show_counterparts(asking, [])


def show_counterparts(asking: Asking, errors: list[dict[str, str]], refused: int | str = 0) -> HttpResponse:
    """The page of counterparts, with what was wrong where something was; ``refused`` says with which of its forms."""
    proposed = [
        (card, allows(Permission.COUNTERPART_TRUST, asking.who, Subject(author=card.proposed_by_id)))
        for card in proposed_cards()
    ]
    partners = partners_shown()
    confirmable = {
        p.waiting.pk
        for p in partners
        if p.waiting and allows(Permission.COUNTERPART_TRUST, asking.who, Subject(author=p.waiting.proposed_by_id))
    }
    context = {
        "own": own_node(),
        "counterparts": counterparts(),
        "partners": partners,
        "confirmable": confirmable,
        "connector_trouble": sentence(connector_trouble()),
        "through_connector": connector_states(),
        "proposed": proposed,
        "may_propose": allows(Permission.COUNTERPART_PROPOSE, asking.who),
        "given": asking.http.POST,
        "refused": refused,
        "errors": errors,
    }
    return render(asking.http, "counterparts.html", context, status=422 if errors else 200)


@require_GET
@page
def own_card(asking: Asking) -> HttpResponse:
    """Download the card of this office, to go with a diplomatic note."""
    require(Permission.COUNTERPART_READ, asking.who)
    text = found(own_card_text() or None)
    response = HttpResponse(text, content_type="application/pkcs7-mime")
    response["Content-Disposition"] = 'attachment; filename="node.card"'
    return response


@require_POST
@page
def propose(asking: Asking) -> HttpResponse:
    """Propose a card, as the first officer."""
    try:
        proposed = card_propose(
            text=asking.text("card"),
            fingerprint=asking.text("fingerprint"),
            at=timezone.now(),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return show_counterparts(asking, complaint(error))
    told = "Now a second officer compares the fingerprint." if proposed else "The card follows one that is trusted."
    messages.success(asking.http, say(told))
    return redirect("counterparts")


@require_POST
@page
def confirm(asking: Asking, pk: int) -> HttpResponse:
    """Trust a card, as the second officer."""
    proposed: ProposedCard = found(ProposedCard.objects.filter(pk=pk).first())
    try:
        card_confirm(
            proposed=proposed,
            fingerprint=asking.text("fingerprint"),
            at=timezone.now(),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return show_counterparts(asking, complaint(error), pk)
    messages.success(asking.http, say("The counterpart is trusted."))
    return redirect("counterparts")


@require_POST
@page
def decline(asking: Asking, pk: int) -> HttpResponse:
    """Put a proposed card aside."""
    proposed: ProposedCard = found(ProposedCard.objects.filter(pk=pk).first())
    try:
        card_decline(proposed=proposed, actor=asking.user, who=asking.who)
    except ComityError as error:
        return show_counterparts(asking, complaint(error), pk)
    messages.success(asking.http, say("The card was put aside."))
    return redirect("counterparts")
