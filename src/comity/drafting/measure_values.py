"""What a request asks for: assets, accounts, witnesses, searches, service, providers, under the names letters use."""

from collections.abc import Iterable
from typing import Any

from comity.casefile.assets import Asset, AssetKind
from comity.casefile.case import Case
from comity.casefile.people import Person
from comity.casefile.requests import Recovery, Request, Step, StepKind
from comity.drafting.party_values import in_languages, paragraphs_in_languages

Value = dict[str, Any]


def assets_of(case: Case, request: Request) -> list[Value]:
    """Give the assets a request concerns."""
    return [_asset(case, item) for item in case.assets_of(request)]


def _asset(case: Case, item: Asset) -> Value:
    where = [item.bank, item.address, item.identifier]
    return {
        "description": in_languages(item.description),
        "kind": item.kind,
        "location": ", ".join(part for part in where if part),
        "holder": case.party_name(item.holder) if item.holder else "",
        "amount": item.value.money if item.value else None,
        "link": item.link,
    }


def amounts_of(recovery: Recovery | None) -> Value:
    """Give what is claimed, recovered and outstanding."""
    if recovery is None:
        return {}
    return {"claimed": recovery.claimed, "recovered": recovery.recovered, "outstanding": recovery.outstanding}


def steps_of(case: Case, request: Request) -> Value:
    """Give what the requested state is asked to do, sorted under the headings of the letter."""
    return {
        "requested_steps": [in_languages(step.particulars) for step in request.steps if step.particulars],
        "procedures": [in_languages(step.formalities) for step in request.steps if step.formalities],
        "accounts": [row for step in request.steps for row in _accounts(case, step)],
        "witnesses": [_witness(case, step) for step in _kinds(request, StepKind.TESTIMONY, StepKind.VIDEO_LINK)],
        "searches": [_search(step) for step in _kinds(request, StepKind.SEARCH_AND_SEIZURE)],
        "documents_to_serve": [row for step in _kinds(request, StepKind.SERVICE) for row in _service(case, step)],
        "providers": [_provider(step) for step in _kinds(request, StepKind.DIGITAL_EVIDENCE)],
    }


def _kinds(request: Request, *kinds: StepKind) -> Iterable[Step]:
    return (step for step in request.steps if step.kind in kinds)


def _accounts(case: Case, step: Step) -> Iterable[Value]:
    for asset in case.assets:
        if asset.id in step.accounts and asset.kind is AssetKind.ACCOUNT:
            yield {
                "bank": asset.bank or step.provider,
                "number": asset.identifier,
                "holder": case.party_name(asset.holder) if asset.holder else "",
                "period_from": step.period_from,
                "period_to": step.period_to,
            }


def _witness(case: Case, step: Step) -> Value:
    known = case.party(step.witness)
    place = known.location if isinstance(known, Person) else None
    return {
        "name": case.party_name(step.witness) if step.witness else "",
        "location": place.address if place else step.address,
        "questions": paragraphs_in_languages(step.questions),
    }


def _search(step: Step) -> Value:
    return {"place": step.address, "objects": in_languages(step.particulars), "link": in_languages(step.formalities)}


def _service(case: Case, step: Step) -> Iterable[Value]:
    recipient = case.party_name(step.addressee) if step.addressee else ""
    for document in case.documents:
        if document.id in step.documents:
            yield {"title": in_languages(document.title), "recipient": recipient, "address": step.address}


def _provider(step: Step) -> Value:
    return {"name": step.provider, "period_from": step.period_from, "period_to": step.period_to}
