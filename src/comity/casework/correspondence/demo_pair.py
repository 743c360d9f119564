"""Two synthetic offices of two states: one is about to send a request, the other one waits for it."""

import datetime as dt
from pathlib import Path

from django.db import transaction

from comity.casefile.case import Handling
from comity.casefile.people import AgencyKind
from comity.casework.accounts.services import user_create
from comity.casework.agencies.services import agency_create
from comity.casework.correspondence.demo import demo_node
from comity.casework.demo_office import DEMO_PASSWORD, DEMO_SECRET, demo_case_create
from comity.casework.identity import Role
from comity.exchange.node.ceremony import Reach
from comity.exchange.node.node import Node

# How far the requests of the asking office have come, and how many days ago each step was taken.
ABOUT_TO_SEND: dict[str, dict[str, int]] = {
    "bank-records-che": {
        "choose_route": 6,
        "start_drafting": 5,
        "confirm_review": 3,
        "gate": 2,
        "sign": 1,
    },
}
_RECEIVING = "Example Office of Justice, Division of Mutual Legal Assistance"
_AGENCIES = {
    "office": (_RECEIVING, AgencyKind.CENTRAL_AUTHORITY),
    "prosecution": ("Office of the Example Attorney General", AgencyKind.PROSECUTION),
}
_PEOPLE: dict[str, tuple[str, str, tuple[Role, ...]]] = {
    "rea": ("Rea Erfunden", "office", (Role.DISPATCHER, Role.CASEWORKER)),
    "max": ("Max Muster", "office", (Role.SIGNATORY,)),
    "lia": ("Lia Beispiel", "office", (Role.LAWYER,)),
    "urs": ("Urs Fiktiv", "prosecution", (Role.CASEWORKER, Role.HEAD)),
    "ora": ("Ora Niemand", "office", (Role.OVERSIGHT,)),
    "ada": ("Ada Alsob", "office", (Role.ADMINISTRATOR,)),
}


@transaction.atomic
def requesting_office_create(*, case_path: Path, on: dt.date, reach: Reach) -> Node:
    """Fill the office that asks: a request to the other one is signed and waits for its dispatcher."""
    case, _ = demo_case_create(case_path=case_path, on=on, progress=ABOUT_TO_SEND)
    return demo_node(case.state, "Ministry of Justice, Example Department of Legal Assistance", reach)


@transaction.atomic
def receiving_office_create(*, state: str, reach: Reach) -> Node:
    """Fill the office that is asked: people, and no case yet."""
    agencies = {key: agency_create(key=key, name=n, kind=k, state=state) for key, (n, k) in _AGENCIES.items()}
    for key, (name, agency, roles) in _PEOPLE.items():
        user_create(
            username=key,
            name=name,
            agency=agencies[agency],
            roles=roles,
            password=DEMO_PASSWORD,
            clearance=Handling.CONFIDENTIAL,
            totp_secret=DEMO_SECRET,
        )
    return demo_node(state, _RECEIVING, reach)
