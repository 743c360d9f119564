"""Net worth and expenditure in a case: what somebody came to own and spent beside the income that is known."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from comity.casework.access import Permission, require
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import case_for, subject_of
from comity.casework.tracing.net_worth import net_worth_of
from comity.casework.tracing.selectors import statements_for
from comity.common.errors import BadInputError, ComityError, Place
from comity.tracing.net_worth_chart import net_worth_chart
from comity.tracing.sources_applications import funds_by_year
from comity.web.asking import Asking, complaint, found, page
from comity.web.clock import today
from comity.web.fields import Field, filled
from comity.web.labels import say


@require_GET
@page
def case_net_worth(asking: Asking, pk: int) -> HttpResponse:
    """The schedule of a released table with its picture, and the same as sources and applications of funds."""
    case: Case = found(case_for(asking.who, pk))
    require(Permission.CASE_READ, asking.who, subject_of(case, asking.who))
    items = statements_for(asking.who, case)
    wanted = str(asking.http.GET.get("item", ""))
    context: dict[str, Any] = {"case": case, "tab": "money", "items": items, "errors": []}
    if wanted:
        try:
            item = next((one for one in items if str(one.pk) == wanted), None)
            if item is None:
                raise BadInputError("choose a file of the register", Place(field="item"))
            told = net_worth_of(item, asking.who, today())
            title = f"{say('Net worth and expenditure')}, {told.currency}"
            words = say("To be explained: increase and expenditure"), say("Known income")
            picture, flows = net_worth_chart(told, title, *words), funds_by_year(told)
            context |= {"told": told, "evidence": item, "picture": picture, "flows": flows}
        except ComityError as error:
            context["errors"] = complaint(error)
    shown = tuple((str(one.pk), f"{one.key}: {one.data.get('title', '')}") for one in items)
    hint = "A released table (CSV) with year, kind, item, amount, currency, document"
    fields = [Field("item", "Table of the register", "choice", hint, (("", "–"), *shown))]
    context["fields"] = filled(fields, {"item": wanted})
    return render(asking.http, "net-worth.html", context, status=422 if context["errors"] else 200)
