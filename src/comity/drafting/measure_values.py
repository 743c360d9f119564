"""What a request asks for: assets, accounts, witnesses, searches, service, providers, under the names letters use."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from comity.casefile.assets import Asset, AssetKind
from comity.casefile.case import Case
from comity.casefile.people import Person
from comity.casefile.requests import Recovery, Request, Step, StepKind
from comity.drafting.party_values import in_languages, location_text, paragraphs_in_languages, place_text

Value = dict[str, Any]


def assets_of(case: Case, request: Request) -> list[Value]:
    """Give the assets a request concerns."""
    return [_asset(case, item) for item in case.assets_of(request)]


def _asset(case: Case, item: Asset) -> Value:
    where = ", ".join(part for part in (item.bank, item.identifier, item.address) if part)
    return {
        "description": in_languages(item.description),
        "kind": item.kind,
        "location": place_text(where, item.state),
        "holder": case.party_name(item.holder) if item.holder else "",
        "amount": item.value.money if item.value else None,
        "link": item.link,
        "link_statement": in_languages(item.link_statement),
    }


def third_parties_of(case: Case, request: Request) -> Value:
    """Give how third parties were notified and heard; where the request does not say, the rights that are on file."""
    if request.third_parties:
        return {"statement": in_languages(request.third_parties)}
    held = [party for asset in case.assets_of(request) for party in asset.third_parties if party.interest]
    languages = dict.fromkeys(language for party in held for language in party.interest.languages)
    spoken = {
        language: " ".join(
            f"{case.party_name(party.party)}: {text}" for party in held if (text := party.interest.says(language))
        )
        for language in languages
    }
    return {"statement": spoken}


def amounts_of(recovery: Recovery | None) -> Value:
    """Give what is claimed, recovered and outstanding."""
    if recovery is None:
        return {}
    return {"claimed": recovery.claimed, "recovered": recovery.recovered, "outstanding": recovery.outstanding}


def team_of(request: Request) -> Value:
    """Give the joint team that is proposed."""
    team = request.team
    if team is None:
        return {}
    members = [{"name": m.name, "function": in_languages(m.function), "state": m.state} for m in team.members]
    purpose, place = in_languages(team.purpose), in_languages(team.place)
    named = {"purpose": purpose, "leader": team.leader, "members": members, "place": place}
    return {"team": named | {"from": team.start, "to": team.end}}


def steps_of(case: Case, request: Request, sections: Collection[str]) -> Value:
    """Give what the requested state is asked to do, sorted under the headings of the letter.

    A step stands in the list of further steps where the letter has no section of its kind (``sections``).
    """
    steps = request.steps
    further = [step for step in steps if step.particulars and step.kind not in sections]
    heard = [step for step in _of(steps, StepKind.TESTIMONY, StepKind.VIDEO_LINK) if step.witness]
    return {
        "requested_steps": [in_languages(step.particulars) for step in further],
        "procedures": _once(in_languages(step.formalities) for step in steps if step.formalities),
        "bank_material": [in_languages(s.particulars) for s in _of(steps, StepKind.BANK_RECORDS) if s.particulars],
        "accounts": [row for step in _of(steps, StepKind.BANK_RECORDS) for row in _accounts(case, step)],
        "witnesses": [_witness(case, step) for step in heard],
        "hearings": [_hearing(case, step) for step in heard if step.kind is StepKind.VIDEO_LINK],
        "searches": [_search(step) for step in _of(steps, StepKind.SEARCH_AND_SEIZURE)],
        "documents_to_serve": [row for step in _of(steps, StepKind.SERVICE) for row in _service(case, step)],
        "providers": [_provider(step) for step in _of(steps, StepKind.DIGITAL_EVIDENCE)],
        "preserved": [_preserved(case, step) for step in _of(steps, StepKind.PRESERVATION)],
    }


def _of(steps: Iterable[Step], *kinds: StepKind) -> Iterator[Step]:
    return (step for step in steps if step.kind in kinds)


def _once(texts: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Keep the first of texts that say the same: one formality may be asked for several steps."""
    found: list[dict[str, str]] = []
    for text in texts:
        if text not in found:
            found.append(text)
    return found


def _period(step: Step) -> Value:
    return {"period_from": step.period_from, "period_to": step.period_to}


def _accounts(case: Case, step: Step) -> Iterator[Value]:
    for asset in case.assets:
        if asset.id in step.accounts and asset.kind is AssetKind.ACCOUNT:
            yield {
                "bank": asset.bank or step.provider,
                "number": asset.identifier,
                "holder": case.party_name(asset.holder) if asset.holder else "",
                **_period(step),
            }


def _witness(case: Case, step: Step) -> Value:
    known = case.party(step.witness)
    place = location_text(known.location) if isinstance(known, Person) else ""
    return {
        "name": case.party_name(step.witness or ""),
        "particulars": in_languages(step.particulars),
        "location": place or step.address,
        "questions": paragraphs_in_languages(step.questions),
    }


def _hearing(case: Case, step: Step) -> Value:
    return {
        "name": case.party_name(step.witness or ""),
        "court": in_languages(step.court),
        "date": step.date,
        "technical": in_languages(step.technical),
    }


def _search(step: Step) -> Value:
    return {"place": step.address, "objects": in_languages(step.particulars), "link": in_languages(step.grounds)}


def _service(case: Case, step: Step) -> Iterator[Value]:
    recipient = case.party_name(step.addressee) if step.addressee else ""
    for document in case.documents:
        if document.id in step.documents:
            title = in_languages(document.title)
            yield {"title": title, "recipient": recipient, "address": step.address, "hearing_date": step.date}


def _provider(step: Step) -> Value:
    return {
        "name": step.provider,
        "identifier": step.identifier,
        "particulars": in_languages(step.particulars),
        **_period(step),
    }


def _preserved(case: Case, step: Step) -> Value:
    known = [asset for asset in case.assets if asset.id in step.accounts]
    described = in_languages(step.particulars) or (in_languages(known[0].description) if known else {})
    return {"particulars": described, "holder": step.provider, "identifier": step.identifier, **_period(step)}
