"""Everything a letter needs to know of one request: the facts are written once in the case and gathered here."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity.casefile.case import Case
from comity.casefile.requests import Request, Urgency, UrgencyLevel
from comity.drafting.conduct_values import (
    annexes_of,
    facts_of,
    offences_of,
    order_of,
    proceedings_of,
    sentence_of,
    time_bar_of,
)
from comity.drafting.measure_values import amounts_of, assets_of, steps_of
from comity.drafting.party_values import authority_values, companies_of, in_languages, persons_of, signatory_values
from comity.drafting.phrases import Phrases

Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CitedBasis:
    """The legal basis as the letter cites it: id, title and article."""

    id: str
    title: str
    article: str = ""


def request_values(case: Case, request: Request, basis: CitedBasis, date: dt.date, phrases: Phrases) -> Value:
    """Gather the values of a request under the names of the letters' fields; what is not known is left out."""
    signing = case.agency(request.signatory)
    return {
        "reference": f"{case.reference}/{request.id}",
        "date": date,
        "measure": request.measure,
        "requesting": {"state": case.state, "authority": authority_values(signing)},
        "requested": {"state": request.to, "authority": _addressee(case, request)},
        "basis": {"title": basis.title, "article": basis.article},
        "confidentiality": "confidential" if request.confidential else None,
        "proceedings": proceedings_of(case, request),
        "persons": persons_of(case, request),
        "companies": companies_of(case, request),
        "facts": facts_of(case, request),
        "offences": offences_of(case, request),
        "time_bar": time_bar_of(case, request),
        "order": order_of(case, request),
        "sentence": sentence_of(case, request),
        "assets": assets_of(case, request),
        "amounts": amounts_of(request.amounts),
        "purpose": in_languages(request.purpose),
        "undertakings": _phrases(request.undertakings, phrases.undertakings),
        "assurances": _phrases(request.assurances, phrases.assurances),
        "annexes": annexes_of(case, request),
        "signatory": signatory_values(signing),
        **_urgency(request.urgency),
        **steps_of(case, request),
    }


def chosen_parts(request: Request) -> frozenset[str]:
    """Give the optional parts of a letter that the steps of the request call for, by the names the letters use."""
    return frozenset(str(step.kind) for step in request.steps)


def _addressee(case: Case, request: Request) -> Value:
    agency = case.agency(request.to_authority)
    return authority_values(agency) if agency else {"name": request.to_authority}


def _urgency(urgency: Urgency) -> Value:
    values: Value = {"deadline": {"date": urgency.deadline, "reason": in_languages(urgency.reason)}}
    if urgency.level is not UrgencyLevel.NORMAL:
        values["urgency"] = {"level": urgency.level, "reason": in_languages(urgency.reason)}
    return values


def _phrases(codes: Sequence[str], spoken: Mapping[str, Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [spoken[str(code)] for code in codes if str(code) in spoken]
