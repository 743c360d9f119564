"""A synthetic office for trying things out: real law, invented agencies, people and cases in mid-flight."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction

from comity.casefile.case import Handling
from comity.casefile.loader import load_case, read_case
from comity.casefile.people import AgencyKind
from comity.casework.accounts.models import User
from comity.casework.accounts.services import user_create
from comity.casework.agencies.models import Agency
from comity.casework.agencies.services import agency_create
from comity.casework.assets.demo import demo_assets_create
from comity.casework.cases.case_file import case_import
from comity.casework.cases.models import Case
from comity.casework.cases.services import agency_join, member_add, note_write, wall_build
from comity.casework.correspondence.demo import demo_counterparts, demo_node
from comity.casework.data_protection.demo import demo_rights
from comity.casework.entry.demo import entry_demo
from comity.casework.evidence.demo import evidence_demo
from comity.casework.extradition.demo import demo_extraditions
from comity.casework.identity import Relation, Role
from comity.casework.ownership.demo import ownership_demo
from comity.casework.records.models import Record
from comity.casework.records.services import record_wall
from comity.casework.requests.demo import received_demo
from comity.casework.requests.intake import request_receive
from comity.casework.requests.models import Request
from comity.casework.requests.services import request_act
from comity.casework.returns.demo import demo_returns
from comity.casework.safeguards.demo import demo_answers
from comity.casework.safeguards.services import safeguards_sign
from comity.casework.screening.demo import screening_demo
from comity.casework.tasks.demo import tasks_demo
from comity.casework.tracing.demo import tracing_demo
from comity.exchange.node.ceremony import Reach

DEMO_PASSWORD = "Only for trying out"  # noqa: S105 - shown on the sign-in page of the demonstration
DEMO_SECRET = "COMITYDEMOCOMITYDEMOCOMITYDEMOCO"  # noqa: S105

_AGENCIES = {
    "prosecution": ("Public Prosecution Service, Example Office", AgencyKind.PROSECUTION),
    "ministry": ("Ministry of Justice, Example Department of Legal Assistance", AgencyKind.CENTRAL_AUTHORITY),
    "police": ("Example Investigation Service", AgencyKind.POLICE),
    "fiu": ("Example Financial Intelligence Unit", AgencyKind.FIU),
    "immigration": ("Example Immigration Service", AgencyKind.IMMIGRATION),
    "oversight": ("Example Oversight Board", AgencyKind.OVERSIGHT),
}
_PEOPLE: dict[str, tuple[str, str, tuple[Role, ...], Handling, Relation | None]] = {
    "anna": ("Anna Fictief", "prosecution", (Role.CASEWORKER, Role.HEAD), Handling.SECRET, Relation.OWNER),
    "lena": ("Lena Verzinsel", "ministry", (Role.LAWYER,), Handling.CONFIDENTIAL, Relation.READER),
    "bram": ("Bram Verzonnen", "ministry", (Role.SIGNATORY,), Handling.CONFIDENTIAL, Relation.READER),
    "dirk": ("Dirk Denkbeeld", "ministry", (Role.DISPATCHER,), Handling.CONFIDENTIAL, Relation.READER),
    "pia": ("Pia Proefpersoon", "police", (Role.CASEWORKER,), Handling.CONFIDENTIAL, Relation.MEMBER),
    "fien": ("Fien Fantasie", "fiu", (Role.CASEWORKER,), Handling.OFFICIAL_USE, Relation.READER),
    "ida": ("Ida Ingebeeld", "immigration", (Role.IMMIGRATION,), Handling.OFFICIAL_USE, None),
    "ada": ("Ada Alsof", "ministry", (Role.ADMINISTRATOR,), Handling.OFFICIAL_USE, None),
    "dora": ("Dora Droombeeld", "oversight", (Role.DATA_PROTECTION,), Handling.OFFICIAL_USE, None),
    "omar": ("Omar Onbestaand", "oversight", (Role.OVERSIGHT,), Handling.OFFICIAL_USE, None),
}


@transaction.atomic
def demo_office_create(*, case_path: Path, on: dt.date) -> Case:
    """Fill an empty office with the synthetic case of a case file, at work on the given day."""
    case, people = demo_case_create(case_path=case_path, on=on, progress=_PROGRESS)
    evidence_demo(case=case, people=people, on=on)
    tasks_demo(case=case, people=people, on=on)
    ownership_demo(case=case, people=people, on=on)
    tracing_demo(case=case, people=people, on=on)
    screening_demo(case=case, people=people, folder=settings.LISTS_FOLDER, on=on)
    entry_demo(case=case, people=people, on=on)
    _incoming(people, on)
    received_demo(people=people, on=on)
    demo_extraditions(case=case, people=people, on=on)
    demo_returns(case=case, people=people, on=on)
    demo_assets_create(case=case, people=people, on=on)
    demo_rights(case=case, people=people, on=on)
    demo_counterparts(demo_node(case.state, _AGENCIES["ministry"][0], Reach()))
    return case


Progress = Mapping[str, Mapping[str, int]]


def demo_case_create(*, case_path: Path, on: dt.date, progress: Progress) -> tuple[Case, dict[str, User]]:
    """The agencies and people of the synthetic office, and its case with each request as far as ``progress`` says."""
    state = load_case(case_path).state
    agencies = {key: agency_create(key=key, name=n, kind=k, state=state) for key, (n, k) in _AGENCIES.items()}
    people = {key: _person(key, agencies) for key in _PEOPLE}
    anna = people["anna"]
    who = anna.identity(strong=True)
    case = case_import(file=read_case(case_path), actor=anna, who=who, day=on - dt.timedelta(days=70))
    for key in ("ministry", "police", "fiu"):
        agency_join(case=case, agency=agencies[key], actor=anna, who=who)
    for key, (_, _, _, _, relation) in _PEOPLE.items():
        if relation is not None and key != "anna":
            member_add(case=case, user=people[key], relation=relation, actor=anna, who=who)
    _wall(case, people)
    _in_flight(case, people, on, progress)
    return case, people


def _person(key: str, agencies: dict[str, Agency]) -> User:
    name, agency, roles, clearance, _ = _PEOPLE[key]
    return user_create(
        username=key,
        name=name,
        agency=agencies[agency],
        roles=roles,
        password=DEMO_PASSWORD,
        clearance=clearance,
        totp_secret=DEMO_SECRET,
    )


def _wall(case: Case, people: dict[str, User]) -> None:
    """One claim of a victim stands behind a wall that the police and the financial side do not see through."""
    anna = people["anna"]
    who = anna.identity(strong=True)
    members = [people[key] for key in ("anna", "lena", "bram", "dirk")]
    wall = wall_build(case=case, title="Claim of the municipality", members=members, actor=anna, who=who)
    claim = Record.everything.filter(case=case, kind="claims").first()
    if claim is not None:
        record_wall(record=claim, wall=wall, actor=anna, who=who)
    note_write(
        case=case,
        text="The municipality wants to join the return proceedings (synthetic).",
        actor=anna,
        who=who,
        wall=wall,
    )
    pia = people["pia"]
    note_write(
        case=case,
        text="Liaison officer confirms the address in Springfield (synthetic).",
        actor=pia,
        who=pia.identity(),
    )


# How far each request has come, and how many days ago each step was taken.
_DRAFTED = ("choose_route", "start_drafting", "confirm_review")
_PROGRESS: dict[str, dict[str, int]] = {
    "extradition-usa": dict(zip(_DRAFTED, (9, 8, 1), strict=True)),
    "freezing-che": {
        "choose_route": 41,
        "start_drafting": 40,
        "confirm_review": 39,
        "gate": 38,
        "sign": 38,
        "send": 37,
        "record_delivery": 37,
        "record_acknowledgement": 28,
    },
    "bank-records-che": {
        "choose_route": 64,
        "start_drafting": 60,
        "confirm_review": 55,
        "gate": 52,
        "sign": 51,
        "send": 50,
        "record_delivery": 49,
    },
    "land-ury": {"choose_route": 3, "start_drafting": 2},
}
_BY = {"gate": "lena", "sign": "bram", "send": "dirk"}


def _in_flight(case: Case, people: dict[str, User], on: dt.date, progress: Progress) -> None:
    for key, steps in progress.items():
        for action, ago in steps.items():
            request = Request.everything.get(case=case, key=key)
            actor = people[_BY.get(action, "anna")]
            _step(request, action, actor, on, on - dt.timedelta(days=ago))


def _step(request: Request, action: str, actor: User, on: dt.date, day: dt.date) -> None:
    who = actor.identity(strong=True)
    if action == "gate":
        answers = demo_answers(request.measure, day)
        safeguards_sign(request=request, answers=answers, on=on, day=day, actor=actor, who=who)
        return
    request_act(request=request, action=action, revision=request.revision, on=on, day=day, actor=actor, who=who)


def _incoming(people: dict[str, User], on: dt.date) -> None:
    dirk = people["dirk"]
    who = dirk.identity(strong=True)
    received = on - dt.timedelta(days=4)
    request = request_receive(
        reference="IN-2026-0031",
        sender="URY",
        measure="assistance",
        foreign_reference="UY-FICTICIO-118/2026",
        summary="Bank records of an invented company for the years 2024 and 2025.",
        received=received,
        on=on,
        actor=dirk,
        who=who,
    )
    request_act(request=request, action="register", revision=1, on=on, day=received, actor=dirk, who=who)
