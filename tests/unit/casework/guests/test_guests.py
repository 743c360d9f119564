"""An authority without this software takes its files and brings its answer with two factors, unsigned and closed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.correspondence.models import Communication
from comity.casework.correspondence.selectors import waiting_for
from comity.casework.evidence.files import QuarantineError, file_open
from comity.casework.guests.models import GuestMailbox
from comity.casework.guests.services import MOST_FAILURES, MOST_UPLOADS, UNSIGNED, Opened, mailbox_close, mailbox_open
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.requests.models import Request
from comity.casework.requests.selectors import request_subject
from comity.casework.requests.services import request_act
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]


@pytest.fixture
def on_paper(request_: Get, person: Get) -> Communication:
    """A request that went on paper, because no card of its state is trusted here."""
    Request.everything.filter(pk=request_("bank-records-che").pk).update(state="signed")
    request, dirk = request_("bank-records-che"), person("dirk")
    who, on = dirk.identity(strong=True), timezone.localdate()
    request_act(request=request, action="send", revision=request.revision, on=on, actor=dirk, who=who, given={})
    return Communication.everything.get(request=request, route="paper", incoming=False)


@pytest.fixture
def opened(on_paper: Communication, person: Get) -> Opened:
    dirk = person("dirk")
    return mailbox_open(
        communication=on_paper,
        recipient="Office of Justice (invented)",
        channel="diplomatic note",
        days=30,
        actor=dirk,
        who=dirk.identity(strong=True),
    )


def page_of(opened: Opened) -> str:
    return f"/guest/{opened.token}"


def inside(opened: Opened) -> Client:
    client = Client()
    assert client.post(page_of(opened), {"code": opened.code.lower()}).status_code == 302
    return client


def upload(client: Client, opened: Opened, content: bytes = b"%PDF-1.7 answer", name: str = "answer.pdf") -> Any:
    return client.post(page_of(opened), {"file": SimpleUploadedFile(name, content), "text": "Our answer (invented)."})


def events() -> list[str]:
    return [e.event for e in LogEntry.objects.filter(event__startswith="guest_").order_by("index")]


def test_link_and_code_together_open_the_files_that_were_printed(opened: Opened) -> None:
    client = Client()
    assert b"COVER-SHEET" not in client.get(page_of(opened)).content
    papers = list(opened.mailbox.communication.paper_files.all())
    assert client.get(f"{page_of(opened)}/files/{papers[0].pk}").status_code == 302
    client = inside(opened)
    assert {p.name for p in papers} >= {"COVER-SHEET.pdf", "REPLY-FORM.docx"}
    for paper in papers:
        answer = client.get(f"{page_of(opened)}/files/{paper.pk}")
        assert (answer.content, answer["Referrer-Policy"]) == (bytes(paper.content), "no-referrer")
    assert events() == ["guest_mailbox_opened", "guest_entered", *["guest_downloaded"] * len(papers)]


def test_neither_link_nor_code_is_kept_as_it_was_shown(opened: Opened) -> None:
    row = GuestMailbox.objects.get()
    kept = f"{row.token_digest} {row.code}"
    assert opened.token not in kept
    assert opened.code not in kept
    assert opened.code.replace("-", "") not in kept
    told = " ".join(str(e.detail.data) for e in LogEntry.objects.filter(event__startswith="guest_"))
    assert opened.token not in told


def test_what_a_guest_brings_is_unsigned_closed_and_waits_for_a_person(opened: Opened, person: Get) -> None:
    client = inside(opened)
    assert upload(client, opened).status_code == 302
    arrived = Communication.everything.get(route="guest")
    assert (arrived.incoming, arrived.request, arrived.unfiled) == (
        True,
        opened.mailbox.communication.request,
        UNSIGNED,
    )
    assert arrived in waiting_for(person("dirk").identity())
    kept = arrived.request.attachments.get().file
    assert (kept.state, kept.brought_by, kept.package) == ("quarantined", None, "")
    assert kept.digest in client.get(page_of(opened)).content.decode()
    dirk = person("dirk")
    who = dirk.identity(strong=True)
    with pytest.raises(QuarantineError):
        file_open(file=kept, subject=request_subject(arrived.request, who), on=("request", "x"), actor=dirk, who=who)
    assert arrived.request.state == "sent"
    assert log_check().troubles == ()


def test_after_five_wrong_codes_the_mailbox_is_shut_for_the_right_one_too(opened: Opened) -> None:
    client = Client()
    for _ in range(MOST_FAILURES - 1):
        assert client.post(page_of(opened), {"code": "WRONG"}).status_code == 422
    inside(opened)
    for _ in range(MOST_FAILURES):
        assert client.post(page_of(opened), {"code": "WRONG"}).status_code == 422
    assert client.post(page_of(opened), {"code": opened.code}).status_code == 404
    assert events().count("guest_refused") == 2 * MOST_FAILURES - 1


def test_a_link_that_ended_was_closed_or_never_was_looks_the_same(opened: Opened, person: Get) -> None:
    client = inside(opened)
    never = Client().get("/guest/never-was")
    GuestMailbox.objects.update(until=timezone.now() - dt.timedelta(seconds=1))
    assert (client.get(page_of(opened)).status_code, never.status_code) == (404, 404)
    GuestMailbox.objects.update(until=timezone.now() + dt.timedelta(days=1))
    dirk = person("dirk")
    mailbox_close(mailbox=opened.mailbox, actor=dirk, who=dirk.identity(strong=True))
    assert [c.get(page_of(opened)).status_code for c in (client, Client())] == [404, 404]
    assert upload(client, opened).status_code == 404
    assert not Communication.everything.filter(route="guest").exists()


def test_the_code_counts_for_an_hour_and_for_this_mailbox_alone(opened: Opened, person: Get) -> None:
    client, dirk = inside(opened), person("dirk")
    other = mailbox_open(
        communication=opened.mailbox.communication,
        recipient="Another (invented)",
        channel="call",
        days=1,
        actor=dirk,
        who=dirk.identity(strong=True),
    )
    assert b"COVER-SHEET" not in client.get(page_of(other)).content
    session = client.session
    session["guest_since"] = timezone.now().timestamp() - 3601
    session.save()
    assert b"COVER-SHEET" not in client.get(page_of(opened)).content


def test_a_guest_sees_nothing_else_of_the_office(opened: Opened) -> None:
    client = inside(opened)
    communication = opened.mailbox.communication
    for path in ("/", f"/communications/{communication.pk}", f"/requests/{communication.request_id}"):
        assert client.get(path)["Location"].startswith("/sign-in")
    other = communication.paper_files.first().pk + 1000
    assert client.get(f"{page_of(opened)}/files/{other}").status_code == 404


def test_a_stranger_leaves_not_one_byte_on_the_disk(opened: Opened) -> None:
    before = sorted(settings.EVIDENCE_FOLDER.rglob("*"))
    for path in (page_of(opened), "/guest/never-was", "/your-data", "/sign-in"):
        answer = Client().post(path, {"file": SimpleUploadedFile("x", b"x" * 100_000), "code": opened.code})
        assert answer.status_code == 403
    assert sorted(settings.EVIDENCE_FOLDER.rglob("*")) == before


@pytest.mark.parametrize("name", ["../../../etc/passwd", "a\u202efdp.exe", "<script>alert(1)</script>.pdf", "." * 300])
def test_a_hostile_name_is_a_name_and_nothing_more(opened: Opened, name: str) -> None:
    client = inside(opened)
    assert upload(client, opened, b"MZ not what it says", name).status_code == 302
    kept = Communication.everything.get(route="guest").request.attachments.get().file
    assert kept.doubtful
    assert len(kept.name) <= 200
    assert "/" not in kept.name
    body = client.get(page_of(opened)).content.decode()
    assert "<script>alert" not in body
    assert "\u202e" not in body


def test_an_empty_file_none_and_one_too_many_are_told_at_the_field(opened: Opened) -> None:
    client = inside(opened)
    assert upload(client, opened, b"").status_code == 422
    assert client.post(page_of(opened), {"text": "x"}).status_code == 422
    for number in range(MOST_UPLOADS):
        assert upload(client, opened, f"answer {number}".encode()).status_code == 302
    assert upload(client, opened).status_code == 422
    assert Communication.everything.filter(route="guest").count() == MOST_UPLOADS


def test_only_who_may_send_opens_a_mailbox_and_says_which_other_way_the_code_goes(
    on_paper: Communication, person: Get
) -> None:
    anna, dirk = person("anna"), person("dirk")
    said = {"communication": on_paper, "recipient": "R", "channel": "call", "days": 30}
    with pytest.raises(NotAllowedError):
        mailbox_open(**said, actor=anna, who=anna.identity(strong=True))
    with pytest.raises(NotAllowedError):
        mailbox_open(**said, actor=dirk, who=dirk.identity())
    for field, value in (("recipient", " "), ("channel", ""), ("days", 0), ("days", 61)):
        with pytest.raises(BadInputError):
            mailbox_open(**{**said, field: value}, actor=dirk, who=dirk.identity(strong=True))
    assert not GuestMailbox.objects.exists()


def test_the_office_sees_link_and_code_once_and_the_mailbox_on_the_page(on_paper: Communication, person: Get) -> None:
    client = Client()
    client.force_login(person("dirk"))
    session = client.session
    session["strong"] = True
    session.save()
    page = f"/communications/{on_paper.pk}"
    said = {"recipient": "Office (invented)", "channel": "note", "days": "5"}
    shown = client.post(f"{page}/mailbox", said).content.decode()
    assert "/guest/" in shown
    assert "/guest/" not in client.get(page).content.decode()
    assert "Office (invented)" in client.get(page).content.decode()
    assert client.post(f"{page}/mailbox", {**said, "days": "900"}).status_code == 422
    assert client.post(f"/mailboxes/{GuestMailbox.objects.get().pk}/close").status_code == 302
    assert GuestMailbox.objects.get().closed_at is not None
