"""The strategy page of a person: one page that a head of desk reads in a minute."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casework.entry.lookouts import last_day, lookout_of
from comity.casework.entry.selectors import case_consultations
from comity.casework.people.selectors import shown_fields
from comity.casework.people.strategy import strategy_of
from comity.web.asking import Asking, page
from comity.web.clock import today
from comity.web.views.people import party_of


@require_GET
@page
def strategy_page(asking: Asking, pk: int) -> HttpResponse:
    """Where the person is, the best route, what stands in the way, what is next and whose turn it is."""
    party = party_of(asking, pk)
    strategy = strategy_of(party, asking.who, today())
    context = {
        "party": party,
        "case": party.case,
        "tab": "people",
        "view": "strategy",
        "data": shown_fields(party, asking.who),
        "protected": strategy.protected,
        "strategy": strategy,
        "deadlines": strategy.deadlines,
        "requests": strategy.requests,
        "lookout": (holds := lookout_of(party, today())),
        "lookout_until": last_day(holds) if holds else None,
        "consultations": sum(c.party_id == party.pk and c.state != "closed" for c in case_consultations(asking.who)),
        "today": today(),
    }
    return render(asking.http, "strategy.html", context)
