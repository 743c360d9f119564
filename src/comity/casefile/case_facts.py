"""Facts of a request for the rules: read off the case, then stated for the case, then stated for the request."""

import datetime as dt
from collections.abc import Callable, Iterator
from enum import StrEnum

from comity.casefile.case import Case
from comity.casefile.conduct import Provision
from comity.casefile.facts import Fact, FactValue
from comity.casefile.people import PersonStatus
from comity.casefile.proceedings import OrderKind, Stage
from comity.casefile.requests import Assurance, Check, Request, StepKind, Undertaking

_Found = Iterator[tuple[str, FactValue | tuple[FactValue, ...], str]]

_GIVEN: dict[StrEnum, str] = {
    Assurance.NO_DEATH_PENALTY: "assurance.no_death_penalty",
    Assurance.NO_LIFE_WITHOUT_REVIEW: "assurance.life_review",
    Assurance.RETRIAL: "assurance.retrial",
    Assurance.HUMANE_TREATMENT: "assurance.humane_treatment",
    Assurance.SENTENCE_SERVED_AT_HOME: "assurance.return_to_serve_sentence",
    Undertaking.SPECIALTY: "assurance.specialty",
    Undertaking.RECIPROCITY: "assurance.reciprocity",
}
_CHECKED: dict[str, tuple[str, FactValue]] = {
    "political_offence": ("offence.political", False),
    "discrimination": ("risk.persecution", False),
    "fair_trial": ("risk.unfair_trial", False),
    "torture": ("risk.torture", False),
    "refugee_status": ("person.refugee_from", "none"),
}


def facts_of(case: Case, request: Request, on: dt.date | None = None) -> tuple[Fact, ...]:
    """Give every fact the case holds for a request, each with its source; a later statement of a key wins.

    ``on`` is the day asked about; without it neither a person's age nor a time bar is worked out.
    """
    found: dict[str, Fact] = {}
    for read in _READ:
        for key, value, source in read(case, request, on):
            found[key] = Fact(key, value if isinstance(value, tuple) else (value,), source)
    found |= {fact.key: fact for fact in (*case.facts, *request.facts)}
    return tuple(found.values())


def _purpose(case: Case, request: Request, _on: dt.date | None) -> _Found:
    proceedings = case.proceedings_of(request)
    if proceedings:
        serving = any(p.stage is Stage.ENFORCEMENT or p.sentence for p in proceedings)
        yield "purpose", "enforcement" if serving else "prosecution", f"proceedings {proceedings[0].id}"


def _penalties(case: Case, request: Request, _on: dt.date | None) -> _Found:
    for state, role in ((case.state, "requesting"), (request.to, "requested")):
        laws = [law for item in case.conduct_of(request) if (law := item.law_of(state)) is not None]
        gravest = max((g for law in laws if (g := _gravity(law)) is not None), key=_weight, default=None)
        if gravest is not None:
            yield f"penalty.{role}.max_months", gravest, f"provisions of {state} named in the conduct"
    laws = [law for item in case.conduct_of(request) if (law := item.law_of(case.state)) is not None]
    for key, flags in (("penalty.death", [law.death for law in laws]), ("penalty.life", [law.life for law in laws])):
        if flags and (any(flags) or None not in flags):
            yield key, any(flags), f"provisions of {case.state} named in the conduct"


def _gravity(law: Provision) -> FactValue | None:
    if law.death:
        return "death"
    return "life" if law.life else law.max_months


def _weight(gravity: FactValue) -> int:
    return gravity if isinstance(gravity, int) else 1_000_000 + len(str(gravity))


def _sentences(case: Case, request: Request, _on: dt.date | None) -> _Found:
    for proceeding in case.proceedings_of(request):
        sentence = proceeding.sentence
        if sentence is None or (sentence.person and sentence.person not in request.people):
            continue
        for key, months in (("imposed", sentence.imposed_months), ("remaining", sentence.remaining_months)):
            if months is not None:
                yield f"sentence.{key}_months", months, f"proceedings {proceeding.id}"


def _people(case: Case, request: Request, on: dt.date | None) -> _Found:
    people = case.people_of(request)
    concerned = [p for p in people if p.status not in {PersonStatus.WITNESS, PersonStatus.VICTIM}]
    states = tuple(dict.fromkeys(code for person in concerned for code in person.nationality_codes))
    if states:
        yield "person.nationality", states, "nationalities of the people concerned"
    refuges = tuple(dict.fromkeys(person.refugee_from for person in concerned if person.refugee_from))
    if refuges:
        yield "person.refugee_from", refuges, "particulars of the people concerned"
    birth = concerned[0].birth_date if len(concerned) == 1 else None
    if birth is not None and on is not None and birth.last <= on and _age(birth.first, on) == _age(birth.last, on):
        yield "person.age", _age(birth.first, on), f"date of birth of {concerned[0].id}"


def _age(birth: dt.date, on: dt.date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _orders(case: Case, request: Request, _on: dt.date | None) -> _Found:
    for order in case.orders_of(request):
        source = f"order {order.id}"
        if order.kind in {OrderKind.ARREST_WARRANT, OrderKind.JUDGMENT}:
            yield "warrant.exists", True, source
        if order.kind is OrderKind.FREEZING_ORDER:
            yield "order.exists", True, source
        if order.kind is OrderKind.CONFISCATION_ORDER and order.final is not None:
            yield "order.final", order.final, source
        if order.kind is OrderKind.JUDGMENT and order.final is not None:
            yield "sentence.final", order.final, source
        if order.kind is OrderKind.JUDGMENT and order.in_absentia is not None:
            yield "trial.in_absentia", order.in_absentia, source


def _assets(case: Case, request: Request, _on: dt.date | None) -> _Found:
    assets = case.assets_of(request)
    kinds = {asset.kind.value for asset in assets}
    links = {asset.link.value for asset in assets if asset.link}
    for key, values in (("asset.kind", kinds), ("asset.link", links)):
        if len(values) == 1:
            yield key, values.pop(), "assets of the request"


def _steps(_case: Case, request: Request, _on: dt.date | None) -> _Found:
    kinds = {step.kind for step in request.steps}
    if kinds & {StepKind.BANK_RECORDS, StepKind.SEARCH_AND_SEIZURE}:
        yield "request.coercive", True, "steps of the request"
    if kinds:
        yield "request.video_link", StepKind.VIDEO_LINK in kinds, "steps of the request"


def _promises(_case: Case, request: Request, _on: dt.date | None) -> _Found:
    for given in (*request.assurances, *request.undertakings):
        if given in _GIVEN:
            yield _GIVEN[given], True, "given in the request"


def _safeguards(_case: Case, request: Request, _on: dt.date | None) -> _Found:
    """A check that found nothing is evidence; a concern leaves the fact open, for a person to decide."""
    review = request.safeguards
    if review is None or review.reviewed_on is None:
        return
    source = f"safeguards review by {review.reviewed_by or 'unnamed'}, {review.reviewed_on}"
    for name, (key, value) in _CHECKED.items():
        if getattr(review, name) is Check.CLEAR:
            yield key, value, source


def _time_bars(case: Case, request: Request, on: dt.date | None) -> _Found:
    bars = [item.time_bar.date if item.time_bar else None for item in case.conduct_of(request)]
    dates = [date for date in bars if date is not None]
    if on is None or not dates:
        return
    if any(date <= on for date in dates):
        yield "time_bar.requesting", True, "time bar of the conduct"
    elif len(dates) == len(bars):
        yield "time_bar.requesting", False, "time bar of the conduct"


_READ: tuple[Callable[[Case, Request, dt.date | None], _Found], ...] = (
    _purpose,
    _penalties,
    _sentences,
    _people,
    _orders,
    _assets,
    _steps,
    _promises,
    _safeguards,
    _time_bars,
)
