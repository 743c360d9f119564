"""Extraditions of the synthetic office: an arrest and its clock, a surrender that is fixed, a breach of specialty."""

import datetime as dt

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.cases.services import member_add
from comity.casework.extradition.assurances import assurance_decide, assurance_record
from comity.casework.extradition.charges import charge_record, offence_add
from comity.casework.extradition.models import Extradition
from comity.casework.extradition.services import Step, extradition_act, extradition_open, surrender_review_sign
from comity.casework.identity import Relation
from comity.casework.log.services import log_append
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.requests.intake import request_receive
from comity.casework.requests.models import Request
from comity.casework.safeguards.demo import demo_answers

_TO_THE_DECISION = ("record_arrest", "record_request", "open_court_phase", "record_committal")


def demo_extraditions(*, case: Case, people: dict[str, User], on: dt.date) -> None:
    """Fill the office with three proceedings in mid-flight."""
    anna = people["anna"]
    outgoing = Request.everything.get(case=case, key="extradition-usa")
    jan = Party.everything.get(case=case, key="jan")
    arrested = extradition_open(request=outgoing, person=jan, actor=anna, who=anna.identity(strong=True))
    _take(arrested, anna, on, {"record_arrest": 12})
    _fixed(people, on)
    _surrendered(people, on)


def _take(extradition: Extradition, actor: User, on: dt.date, days_ago: dict[str, int]) -> Extradition:
    for action, ago in days_ago.items():
        extradition = Extradition.everything.get(pk=extradition.pk)
        step = Step(
            action, extradition.revision, on - dt.timedelta(days=ago), "synthetic", on + dt.timedelta(days=6 - ago)
        )
        extradition = extradition_act(
            extradition=extradition, step=step, on=on, actor=actor, who=actor.identity(strong=True)
        )
    return extradition


def _incoming(people: dict[str, User], on: dt.date, reference: str, name: str, ago: int) -> Extradition:
    """A request of another state for an invented person, with its team and its proceeding."""
    dirk = people["dirk"]
    who = dirk.identity(strong=True)
    request = request_receive(
        reference=reference,
        sender="URY",
        measure="extradition",
        foreign_reference=f"UY-FICTICIO-{reference[-2:]}/2026",
        summary="Surrender of an invented person for embezzlement (synthetic).",
        received=on - dt.timedelta(days=ago),
        on=on,
        actor=dirk,
        who=who,
    )
    for key, relation in (("lena", Relation.READER), ("bram", Relation.READER)):
        member_add(case=request.case, user=people[key], relation=relation, actor=dirk, who=who)
    person = Party.everything.create(
        case=request.case,
        key="sought",
        kind="person",
        name=name,
        data={"id": "sought", "names": [{"full": name, "kind": "main"}], "status": "accused"},
    )
    Record.everything.create(
        case=request.case,
        kind="conduct",
        key="embezzlement",
        data={
            "id": "embezzlement",
            "offence": "uncac:17",
            "statement": {"en": ["Money of an invented municipality was diverted (synthetic)."]},
            "people": ["sought"],
        },
    )
    log_append(event="person_added", actor=dirk, case=request.case, subject="party", key="sought")
    extradition = extradition_open(request=request, person=person, actor=dirk, who=who)
    _assured(extradition, people, on, ago)
    return extradition


def _assured(extradition: Extradition, people: dict[str, User], on: dt.date, ago: int) -> None:
    """The requesting state has assured humane treatment, and that was accepted."""
    dirk, bram = people["dirk"], people["bram"]
    day = on - dt.timedelta(days=ago - 10)
    assurance = assurance_record(
        extradition=extradition,
        kind="humane_treatment",
        text="The person will be held in an invented prison that visitors may enter at any time (synthetic).",
        given_by="Invented ministry of the requesting state",
        given_on=day,
        on=on,
        actor=dirk,
        who=dirk.identity(strong=True),
    )
    assurance_decide(
        assurance=assurance,
        decision="accepted",
        decided_by="Ministry of Justice, Example Department of Legal Assistance",
        decided_on=day,
        because="It is precise, it binds the prison, and it can be checked (synthetic).",
        monitored_by="Consulate of an invented post",
        monitored_how="A visit in private, announced to nobody (synthetic).",
        report_every_days=60,
        on=on,
        actor=bram,
        who=bram.identity(strong=True),
    )


def _decided(extradition: Extradition, people: dict[str, User], on: dt.date, ago: int) -> None:
    """Arrest, request, court, the lawyer's second review, and the decision that grants the surrender."""
    days = dict(zip(_TO_THE_DECISION, (ago - 1, ago - 1, ago - 5, ago - 30), strict=True))
    _take(extradition, people["dirk"], on, days)
    reviewed = on - dt.timedelta(days=ago - 33)
    lena = people["lena"]
    surrender_review_sign(
        extradition=extradition,
        answers=demo_answers("extradition", reviewed),
        on=on,
        day=reviewed,
        actor=lena,
        who=lena.identity(strong=True),
    )
    _take(extradition, people["bram"], on, {"grant_surrender": ago - 35})


def _fixed(people: dict[str, User], on: dt.date) -> None:
    extradition = _incoming(people, on, "IN-2026-0027", "Clara Ejemplo Ficticia", 44)
    _decided(extradition, people, on, 44)
    _take(extradition, people["dirk"], on, {"fix_surrender": 2})


def _surrendered(people: dict[str, User], on: dt.date) -> None:
    extradition = _incoming(people, on, "IN-2026-0009", "Bruno Ejemplo Inventado", 130)
    _decided(extradition, people, on, 130)
    dirk = people["dirk"]
    who = dirk.identity(strong=True)
    offence_add(extradition=extradition, conduct="embezzlement", text="Embezzlement (synthetic)", actor=dirk, who=who)
    done = _take(extradition, dirk, on, {"fix_surrender": 90, "record_surrender": 80, "watch_specialty": 80})
    for conduct, text, ago in (("embezzlement", "Embezzlement", 70), ("", "Forgery of an invented deed", 3)):
        charge_record(
            extradition=done,
            conduct=conduct,
            text=f"{text} (synthetic)",
            charged_on=on - dt.timedelta(days=ago),
            committed_on=None,
            source="Note of the liaison officer (synthetic)",
            on=on,
            actor=dirk,
            who=who,
        )
