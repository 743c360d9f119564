"""The facts, offences, proceedings and orders of a case under the names that letters use."""

from collections.abc import Mapping
from typing import Any

from comity.casefile.case import Case, Document
from comity.casefile.conduct import Conduct, Provision
from comity.casefile.proceedings import Order, OrderKind, Proceeding
from comity.casefile.requests import Measure, Request
from comity.drafting.party_values import in_languages, paragraphs_in_languages
from comity.law.conduct import conduct

Value = dict[str, Any]

# The order that a measure rests on, where a request names several.
_RESTS_ON: Mapping[Measure, tuple[OrderKind, ...]] = {
    Measure.EXTRADITION: (OrderKind.JUDGMENT, OrderKind.ARREST_WARRANT),
    Measure.PROVISIONAL_ARREST: (OrderKind.ARREST_WARRANT, OrderKind.JUDGMENT),
    Measure.DENIAL_OF_ENTRY: (OrderKind.ARREST_WARRANT, OrderKind.JUDGMENT),
    Measure.FREEZING: (OrderKind.FREEZING_ORDER, OrderKind.CONFISCATION_ORDER),
    Measure.CONFISCATION: (OrderKind.CONFISCATION_ORDER, OrderKind.JUDGMENT),
    Measure.RETURN_OF_ASSETS: (OrderKind.CONFISCATION_ORDER, OrderKind.JUDGMENT),
    Measure.TRANSFER_OF_SENTENCED: (OrderKind.JUDGMENT,),
}


def statements_of(case: Case, request: Request) -> list[dict[str, str]]:
    """Give the statement of facts, one entry a paragraph, each by language; written once for every request."""
    return [part for item in case.conduct_of(request) for part in paragraphs_in_languages(item.statement)]


def information_of(case: Case, request: Request) -> list[dict[str, str]]:
    """Give the information that is passed on unasked; the facts of the case where the request says no other."""
    return paragraphs_in_languages(request.information) or statements_of(case, request)


def offences_of(case: Case, request: Request) -> list[Value]:
    """Give the offences with the law that makes them so."""
    return [_offence(item, item.law) for item in case.conduct_of(request) if item.law is not None]


def _offence(item: Conduct, law: Provision) -> Value:
    gravest = "death" if law.death else "life" if law.life else None
    return {
        "title": _short_name(item.offence),
        "law": in_languages(law.title),
        "article": law.article,
        "text": in_languages(law.summary),
        "max_penalty_months": None if gravest else law.max_months,
        "gravest": gravest,
        "uncac": item.offence.partition(":")[2] if item.offence.startswith("uncac:") else "",
    }


def _short_name(offence: str) -> dict[str, str]:
    """The offence as its practitioners call it, by language, as the beginning of a line."""
    known = conduct(offence)
    names = known.names or {"en": known.title}
    return {language: f"{name[:1].upper()}{name[1:]}" for language, name in names.items()}


def time_bar_of(case: Case, request: Request) -> Value:
    """Give the statements on limitation, one after the other, by language; one that says the same is told once."""
    held = [item.time_bar.statement for item in case.conduct_of(request) if item.time_bar]
    joined: dict[str, list[str]] = {}
    for text in held:
        for language, spoken in in_languages(text).items():
            if spoken not in joined.setdefault(language, []):
                joined[language].append(spoken)
    between = {"zh": ""}
    return {"statement": {language: between.get(language, " ").join(spoken) for language, spoken in joined.items()}}


def proceedings_of(case: Case, request: Request) -> list[Value]:
    """Give the proceedings a request serves."""
    return [_proceeding(case, item) for item in case.proceedings_of(request)]


def _proceeding(case: Case, item: Proceeding) -> Value:
    agency = case.agency(item.agency)
    court = item.court or (agency.name if agency else None)
    return {
        "court": in_languages(court) if court else None,
        "reference": item.reference,
        "stage": item.stage,
        "opened": item.opened,
    }


def order_of(case: Case, request: Request) -> Value:
    """Give the order a request rests on, to what extent it is to be executed, and how it was made in absence."""
    order = _decisive(case.orders_of(request), request.measure)
    if order is None:
        return {}
    absent = in_languages(order.absence) if order.in_absentia else None
    return {"order": _order(order) | {"extent": in_languages(request.extent)}, "trial": {"absence": absent}}


def _decisive(orders: tuple[Order, ...], measure: Measure) -> Order | None:
    wanted = _RESTS_ON.get(measure, ())
    by_kind = (order for kind in wanted for order in orders if order.kind is kind)
    return next(by_kind, orders[0] if orders else None)


def _order(order: Order) -> Value:
    return {
        "kind": order.kind,
        "court": in_languages(order.court),
        "date": order.date,
        "reference": order.reference,
        "final_on": order.final_on,
    }


def sentence_of(case: Case, request: Request) -> Value:
    """Give the sentence that was passed on somebody the request concerns, in the proceedings it serves."""
    for item in case.proceedings_of(request):
        sentence = item.sentence
        if sentence is not None and (sentence.person is None or sentence.person in request.people):
            imposed, remaining = sentence.imposed_months, sentence.remaining_months
            return {
                "imposed_months": imposed,
                "remaining_months": remaining,
                "served_months": imposed - remaining if imposed is not None and remaining is not None else None,
                "consent_date": sentence.consented,
            }
    return {}


def annexes_of(case: Case, request: Request) -> list[Value]:
    """Give the annexes in the order in which the request lists them."""
    spoken = request.language or case.languages[0]
    return [_annex(number, document, spoken) for number, document in enumerate(case.annexes_of(request), 1)]


def _annex(number: int, document: Document, language: str) -> Value:
    translated = document.language != language and any(item.language == language for item in document.translations)
    return {
        "number": number,
        "title": in_languages(document.title),
        "pages": document.pages,
        "translated": "yes" if translated else "no",
    }
