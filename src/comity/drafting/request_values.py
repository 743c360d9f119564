"""Everything a letter needs to know of one request: the facts are written once in the case and gathered here."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from comity.casefile.case import Case
from comity.casefile.case_facts import facts_of
from comity.casefile.facts import FactValue
from comity.casefile.requests import Request, Undertaking, Urgency, UrgencyLevel
from comity.drafting.cited_basis import CitedBasis
from comity.drafting.conduct_values import (
    annexes_of,
    information_of,
    offences_of,
    order_of,
    proceedings_of,
    sentence_of,
    statements_of,
    time_bar_of,
)
from comity.drafting.measure_values import amounts_of, assets_of, steps_of, team_of, third_parties_of
from comity.drafting.party_values import (
    address_text,
    authority_values,
    companies_of,
    in_languages,
    persons_of,
    signatory_values,
)
from comity.drafting.phrases import phrases

Value = dict[str, Any]

SURRENDER = frozenset({"extradition", "provisional_arrest", "transfer_of_sentenced"})
_EMBEZZLED, _LAUNDERED = "uncac:17", "uncac:23"


def request_values(case: Case, request: Request, basis: CitedBasis, date: dt.date, sections: Collection[str]) -> Value:
    """Gather the values of a request under the names of the letters' fields; what is not known is left out.

    ``sections`` are the optional parts the letter has: what has a section of its own is not repeated in a list.
    """
    signing = case.agency(request.signatory)
    return {
        "reference": f"{case.reference}/{request.id}",
        "date": date,
        "place": address_text(signing.place) if signing else None,
        "measure": request.measure,
        "requesting": {"state": case.state, "authority": authority_values(signing)},
        "requested": {"state": request.to, "authority": _addressee(case, request)},
        "basis": {"title": basis.title, "article": basis.article, "text": basis.text},
        "confidentiality": "confidential" if request.confidential else None,
        "sought_for": _fact(case, request, date, "purpose"),
        "proceedings": proceedings_of(case, request),
        "persons": persons_of(case, request),
        "companies": companies_of(case, request),
        "facts": statements_of(case, request),
        "information": information_of(case, request),
        "offences": offences_of(case, request),
        "time_bar": time_bar_of(case, request),
        **order_of(case, request),
        "sentence": sentence_of(case, request),
        "assets": assets_of(case, request),
        "third_parties": third_parties_of(case, request),
        "amounts": amounts_of(request.amounts),
        "return": {"ownership": in_languages(request.ownership), "arrangements": in_languages(request.arrangements)},
        "purpose": in_languages(request.purpose),
        "undertakings": _undertakings(request, sections),
        "assurances": [phrases().assurances[code] for code in request.assurances],
        "annexes": annexes_of(case, request),
        "signatory": signatory_values(signing),
        **_urgency(request.urgency),
        **steps_of(case, request, sections),
        **team_of(request),
    }


def wanted_parts(case: Case, request: Request, date: dt.date) -> frozenset[str]:
    """Give the optional parts a request calls for: steps and undertakings by their codes, and what its facts say."""
    wanted = {str(step.kind) for step in request.steps} | {str(code) for code in request.undertakings}
    if request.measure == "return_of_assets":
        wanted.add(_ground_of_return(case, request, date))
    return frozenset(wanted)


def _ground_of_return(case: Case, request: Request, date: dt.date) -> str:
    """Which limb of UNCAC 57(3) is relied on: public funds taken, ownership or damage, or what is left."""
    public = _fact(case, request, date, "asset.public_funds") is True
    offences = {item.offence.partition("(")[0] for item in case.conduct_of(request)}
    if public and _EMBEZZLED in offences and offences <= {_EMBEZZLED, _LAUNDERED}:
        return "embezzled_public_funds"
    return "prior_ownership" if request.ownership else "priority_consideration"


def _fact(case: Case, request: Request, date: dt.date, key: str) -> FactValue | None:
    values = next((fact.values for fact in facts_of(case, request, date) if fact.key == key), ())
    return values[0] if values and values[0] != "unknown" else None


def _addressee(case: Case, request: Request) -> Value:
    agency = case.agency(request.to_authority)
    return authority_values(agency) if agency else {"name": request.to_authority}


def _urgency(urgency: Urgency) -> Value:
    """The reason is given once: with the urgency, or with the day of a request that is not urgent."""
    reason = in_languages(urgency.reason)
    if urgency.level is UrgencyLevel.NORMAL:
        return {"deadline": {"date": urgency.deadline, "reason": reason}}
    return {"urgency": {"level": urgency.level, "reason": reason}, "deadline": {"date": urgency.deadline}}


def _undertakings(request: Request, sections: Collection[str]) -> list[Mapping[str, str]]:
    """Give the undertakings that have no section of their own."""
    return [phrases().undertakings[_spoken_as(code, request)] for code in request.undertakings if code not in sections]


def _spoken_as(code: Undertaking, request: Request) -> str:
    """Specialty means another thing where nobody is surrendered."""
    if code is Undertaking.SPECIALTY and request.measure not in SURRENDER:
        return "specialty_in_assistance"
    return str(code)
