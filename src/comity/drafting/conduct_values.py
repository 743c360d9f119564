"""The facts, offences, proceedings and orders of a case under the names that letters use."""

from typing import Any

from comity.casefile.case import Case, Document
from comity.casefile.conduct import Conduct
from comity.casefile.proceedings import Order, Proceeding
from comity.casefile.requests import Request
from comity.drafting.party_values import in_languages, paragraphs_in_languages

Value = dict[str, Any]


def facts_of(case: Case, request: Request) -> list[dict[str, str]]:
    """Give the statement of facts, one entry a paragraph, each by language; written once for every request."""
    return [part for item in case.conduct_of(request) for part in paragraphs_in_languages(item.statement)]


def offences_of(case: Case, request: Request) -> list[Value]:
    """Give the offences with the law that makes them so."""
    return [_offence(item) for item in case.conduct_of(request) if item.law is not None]


def _offence(item: Conduct) -> Value:
    law = item.law
    if law is None:
        return {}
    return {
        "title": in_languages(law.summary),
        "law": in_languages(law.title),
        "article": law.article,
        "max_penalty_months": law.max_months,
        "uncac": item.offence.partition(":")[2] if item.offence.startswith("uncac:") else "",
    }


def time_bar_of(case: Case, request: Request) -> Value:
    """Give the statements on limitation, one after the other, by language."""
    held = [item.time_bar.statement for item in case.conduct_of(request) if item.time_bar]
    joined: dict[str, list[str]] = {}
    for text in held:
        for language, spoken in in_languages(text).items():
            if spoken not in joined.setdefault(language, []):
                joined[language].append(spoken)
    return {"statement": {language: " ".join(spoken) for language, spoken in joined.items()}}


def proceedings_of(case: Case, request: Request) -> list[Value]:
    """Give the proceedings a request serves."""
    return [_proceeding(case, item) for item in case.proceedings_of(request)]


def _proceeding(case: Case, item: Proceeding) -> Value:
    agency = case.agency(item.agency)
    court = item.court or (in_languages(agency.name) if agency else "")
    return {"court": court, "reference": item.reference, "stage": item.stage, "opened": item.opened}


def order_of(case: Case, request: Request) -> Value:
    """Give the order a request rests on; the first that the request names."""
    orders = case.orders_of(request)
    return _order(orders[0]) if orders else {}


def _order(order: Order) -> Value:
    return {"kind": order.kind, "court": order.court, "date": order.date, "reference": order.reference}


def sentence_of(case: Case, request: Request) -> Value:
    """Give the sentence that was passed in the proceedings a request serves."""
    for item in case.proceedings_of(request):
        if item.sentence is not None:
            imposed, remaining = item.sentence.imposed_months, item.sentence.remaining_months
            served = imposed - remaining if imposed is not None and remaining is not None else None
            return {"imposed_months": imposed, "remaining_months": remaining, "served_months": served}
    return {}


def annexes_of(case: Case, request: Request) -> list[Value]:
    """Give the annexes in the order in which the request lists them."""
    documents = enumerate(case.annexes_of(request), 1)
    return [_annex(number, document, request.language or "") for number, document in documents]


def _annex(number: int, document: Document, language: str) -> Value:
    translated = document.language != language and any(item.language == language for item in document.translations)
    return {
        "number": number,
        "title": in_languages(document.title),
        "pages": document.pages,
        "translated": "yes" if translated else "no",
    }
