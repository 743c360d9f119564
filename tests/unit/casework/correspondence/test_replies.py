"""Beside the steps: comments on drafts, consents, and deletions that come back confirmed under seal."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.replies import (
    comment_send,
    communication_settle,
    consent_give,
    deletion_answer,
    deletion_ask,
)
from comity.casework.correspondence.selectors import waiting_for
from comity.casework.evidence.models import KeptFile
from comity.casework.evidence.store import path_of
from comity.casework.exchange_store.models import ExchangedPackage
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.requests.models import Request
from comity.common.errors import BadInputError
from comity.exchange.documents.conditions import Condition, Limit, Use
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.node.deletion import answer_deletion_request
from comity.exchange.node.status import node_status

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]


def by(name: str, person: Get) -> dict[str, Any]:
    return {"at": timezone.now(), "actor": person(name), "who": person(name).identity(strong=True)}


def of(sealed: Any) -> Communication:
    return Communication.everything.get(digest=sealed.digest)


def test_a_draft_is_commented_on_before_there_is_a_request(line: Any, person: Get) -> None:
    draft = line.send(PackageType.DRAFT, ("DRAFT.txt", b"What we would ask", PartRole.DOCUMENT))
    sent = comment_send(communication=of(draft), text="Name the accounts.", **by("dirk", person))
    assert (sent.kind, sent.conversation) == ("comment", draft.package.conversation)
    line.carry(sent.digest)
    assert node_status(line.other, timezone.now())["packages"][-1]["type"] == "comment"
    assert waiting_for(person("dirk").identity()) == []


def test_only_a_draft_is_commented_on_with_words_by_who_takes_in_what_arrives(line: Any, person: Get) -> None:
    draft = of(line.send(PackageType.DRAFT))
    other = of(line.send(PackageType.SPONTANEOUS))
    with pytest.raises(BadInputError):
        comment_send(communication=draft, text=" ", **by("dirk", person))
    with pytest.raises(BadInputError, match="no draft"):
        comment_send(communication=other, text="x", **by("dirk", person))
    with pytest.raises(NotAllowedError):
        comment_send(communication=draft, text="x", **by("anna", person))


def test_the_comment_of_the_other_office_stands_on_our_request(
    line: Any, ready: Request, act: Callable[..., Request], person: Get
) -> None:
    act(ready, "send_draft_for_comment", person("dirk"), addressee="Desk B (invented)", comment_by="2027-01-31")
    draft = Communication.everything.latest("pk")
    assert draft.kind == "draft_for_comment"
    line.carry(draft.digest)
    line.answer(draft, PackageType.COMMENT, details={"step": "comment", "text": "Name the accounts."})
    assert Communication.everything.latest("pk").action == "record_comments"


def test_a_signed_draft_that_nobody_changed_after_the_comments_is_signed_again_by_the_same_person(
    line: Any, ready: Request, act: Callable[..., Request], person: Get
) -> None:
    version = ready.version
    assert version
    (signature,) = version.signatures.all()
    act(ready, "send_draft_for_comment", person("dirk"), addressee="Desk B (invented)", comment_by="2027-01-31")
    signed = act(ready, "sign", signature.user)
    assert signed.state == "signed"
    assert [one.user for one in version.signatures.all()] == [signature.user]
    assert act(ready, "send", person("dirk")).state == "sent"


def test_what_was_sent_is_asked_back_and_its_deletion_is_confirmed_under_seal(
    line: Any, sent: Communication, person: Get
) -> None:
    line.carry(sent.digest)
    asked = deletion_ask(communication=sent, text="Sent by mistake.", **by("dirk", person))
    line.carry(asked.digest)
    done = answer_deletion_request(line.other, asked.digest, timezone.now())
    assert line.again(done).accepted
    confirmed = Communication.everything.get(digest=done.digest)
    assert (confirmed.kind, confirmed.details["package"]) == ("deletion_done", sent.digest)
    assert not line.other.package_path(sent.digest).exists()
    with pytest.raises(BadInputError, match="already"):
        deletion_ask(communication=sent, text="", **by("dirk", person))


@pytest.fixture
def result(line: Any, sent: Communication) -> Any:
    """A result whose file stands in the register."""
    line.carry(sent.digest)
    limit = Condition("*", (Use.COURT,), Limit.CONSENT, "Ask us.")
    sealed = line.answer(sent, PackageType.RESULT, ("S.csv", b"1;2", PartRole.DOCUMENT), conditions=(limit,))
    line.office.desk.look_after(line.office, timezone.now())
    return sealed


def test_a_deletion_here_takes_package_and_files_and_leaves_the_proof(
    line: Any, sent: Communication, result: Any, person: Get, django_capture_on_commit_callbacks: Any
) -> None:
    kept = KeptFile.objects.get(package=result.digest)
    place = path_of(settings.EVIDENCE_FOLDER, kept.digest)
    assert place.exists()
    asked = line.answer(sent, PackageType.DELETION_REQUEST, details={"package": result.digest})
    assert of(asked).unfiled
    with django_capture_on_commit_callbacks(execute=True):
        done = deletion_answer(communication=of(asked), **by("dirk", person))
    assert (done.kind, done.details["package"]) == ("deletion_done", result.digest)
    kept.refresh_from_db()
    assert (kept.state, kept.digest, place.exists()) == ("deleted", "", False)
    assert not line.office.package_path(result.digest).exists()
    assert ExchangedPackage.objects.get(digest=result.digest).state == "deleted"
    assert LogEntry.objects.filter(event="files_deleted").count() == 1
    line.carry(done.digest)
    assert node_status(line.other, timezone.now())["packages"][-1]["type"] == "deletion_done"
    with pytest.raises(BadInputError, match="already"):
        deletion_answer(communication=of(asked), **by("dirk", person))
    assert log_check().troubles == ()


def test_nobody_asks_back_what_another_has_sent(line: Any, sent: Communication, result: Any, person: Get) -> None:
    asked = line.answer(sent, PackageType.DELETION_REQUEST, details={"package": sent.digest})
    with pytest.raises(BadInputError, match="no package of its sender"):
        deletion_answer(communication=of(asked), **by("dirk", person))
    with pytest.raises(BadInputError, match="no request for deletion"):
        deletion_answer(communication=of(result), **by("dirk", person))


def test_a_deletion_is_not_confirmed_while_records_taken_over_are_still_here(line: Any, person: Get) -> None:
    people = [{"id": "p", "names": [{"full": "Beat Beispiel"}]}]
    conduct = [{"id": "c", "offence": "uncac:15", "statement": {"en": "He took money."}, "people": ["p"]}]
    asks = [{"id": "r", "to": "NLD", "measure": "freezing", "conduct": ["c"], "people": ["p"]}]
    case = {"reference": "C", "title": "T", "state": "CHE", "languages": ["en"]}
    case |= {"people": people, "conduct": conduct, "requests": asks}
    head = {"format": "comity-request/1", "request": "r", "from": "CHE", "to": "NLD", "measure": "freezing"}
    content = json.dumps({**head, "case": case}).encode()
    sealed = line.send(PackageType.REQUEST, ("REQUEST.json", content, PartRole.REQUEST))
    conversation = sealed.package.conversation
    asked = line.send(PackageType.DELETION_REQUEST, conversation=conversation, details={"package": sealed.digest})
    with pytest.raises(BadInputError, match="records that were taken over"):
        deletion_answer(communication=of(asked), **by("dirk", person))
    assert line.office.package_path(sealed.digest).exists()


def test_a_consent_is_given_for_what_was_sent_under_a_condition(line: Any, sent: Communication, person: Get) -> None:
    given = consent_give(communication=sent, uses=["publication"], **by("dirk", person))
    assert given.details["consent_to"] == ["publication"]
    for uses in ([], ["magic"]):
        with pytest.raises(BadInputError):
            consent_give(communication=sent, uses=uses, **by("dirk", person))


def test_what_somebody_has_looked_at_waits_no_longer(line: Any, person: Get) -> None:
    arrived = of(line.send(PackageType.SPONTANEOUS))
    assert [c.pk for c in waiting_for(person("dirk").identity())] == [arrived.pk]
    with pytest.raises(NotAllowedError):
        communication_settle(communication=arrived, actor=person("anna"), who=person("anna").identity())
    communication_settle(communication=arrived, actor=person("dirk"), who=person("dirk").identity())
    assert waiting_for(person("dirk").identity()) == []
    with pytest.raises(BadInputError):
        communication_settle(communication=arrived, actor=person("dirk"), who=person("dirk").identity())
