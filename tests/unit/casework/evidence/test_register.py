"""The register of evidence: no gap in the chain, nothing out of quarantine by itself, no use beyond the limits."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.cases.case_file import case_export
from comity.casework.evidence.file_types import TYPES
from comity.casework.evidence.files import QuarantineError, file_decide, file_open, file_verify
from comity.casework.evidence.limits import Limits, Purpose, Secrecy, Use, UseNotAllowedError
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.selectors import is_to_be_returned, item_for, items_for, request_hindrances
from comity.casework.evidence.services import (
    CUSTODY_KINDS,
    Entry,
    Origin,
    Receipt,
    custody_add,
    evidence_register,
    evidence_use,
    limits_change,
)
from comity.casework.evidence.store import path_of
from comity.casework.log.models import LogEntry
from comity.casework.records.selectors import record_subject
from comity.casework.records.services import ChangedMeanwhileError
from comity.casework.requests.conditions import Occasion, unmet
from comity.common.errors import BadInputError
from comity.web import labels
from comity.web.evidence_fields import KINDS

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
Register = Callable[..., EvidenceItem]
TODAY = timezone.localdate()
CAME = Receipt(TODAY - dt.timedelta(days=5), "Example Bank AG", "Anna Fictief", "in answer to our request", "S-1")


def leaves() -> int:
    return LogEntry.objects.count()


def test_an_item_is_registered_with_its_first_hand_in_one_leaf(register: Register) -> None:
    before = leaves()
    item = register(content=b"%PDF-1.7 one")
    assert leaves() == before + 1
    link = item.custody.get()
    assert (link.kind, link.giver, link.holder, link.seal) == ("received", "Example Bank AG", "Anna Fictief", "S-1")


def test_a_number_names_one_item(register: Register) -> None:
    register()
    with pytest.raises(BadInputError, match="in use"):
        register()


def test_who_gives_an_item_on_is_always_who_held_it(register: Register, person: Person) -> None:
    anna, item = person("anna"), register()
    moved = Receipt(TODAY, "somebody else", "Laboratory", "to be examined", "S-2")
    link = custody_add(item=item, kind="handed_over", receipt=moved, on=TODAY, actor=anna, who=anna.identity())
    assert (link.giver, link.holder, link.number) == ("Anna Fictief", "Laboratory", 2)


@pytest.mark.parametrize("days", [-6, 1])
def test_a_hand_before_the_last_one_or_still_to_come_is_refused(days: int, register: Register, person: Person) -> None:
    anna, item = person("anna"), register()
    wrong = Receipt(TODAY + dt.timedelta(days=days), "", "Laboratory", "x")
    with pytest.raises(BadInputError, match="the day"):
        custody_add(item=item, kind="handed_over", receipt=wrong, on=TODAY, actor=anna, who=anna.identity())


def test_an_original_has_to_go_back_until_it_is_returned_and_nothing_follows_after(
    register: Register, person: Person
) -> None:
    anna, item = person("anna"), register(origin=Origin("CHE", "bank-records-che", return_original=True))
    assert is_to_be_returned(item)
    back = Receipt(TODAY, "", "Example Office of Switzerland", "no longer needed")
    custody_add(item=item, kind="returned", receipt=back, on=TODAY, actor=anna, who=anna.identity())
    assert not is_to_be_returned(item)
    with pytest.raises(BadInputError, match="nothing follows"):
        custody_add(item=item, kind="handed_over", receipt=back, on=TODAY, actor=anna, who=anna.identity())


def test_a_file_stays_in_quarantine_until_a_named_person_releases_it(register: Register, person: Person) -> None:
    anna, item = person("anna"), register(content=b"%PDF-1.7 two")
    who, on = anna.identity(strong=True), ("evidence", item.key)
    subject = record_subject(item, who)
    with pytest.raises(QuarantineError):
        file_open(file=item.file, subject=subject, on=on, actor=anna, who=who)
    with pytest.raises(NotAllowedError, match="second factor"):
        file_decide(file=item.file, release=True, reason="", subject=subject, on=on, actor=anna, who=anna.identity())
    file = file_decide(file=item.file, release=True, reason="", subject=subject, on=on, actor=anna, who=who)
    with file_open(file=file, subject=subject, on=on, actor=anna, who=who) as opened:
        assert opened.read() == b"%PDF-1.7 two"
    assert [e.event for e in LogEntry.objects.order_by("-index")[:2]] == ["file_downloaded", "file_released"]


def test_a_file_that_is_not_what_its_name_says_is_released_only_with_a_reason(
    register: Register, person: Person
) -> None:
    anna, item = person("anna"), register(content=b"MZ\x90 program", name="statement.pdf")
    who, on = anna.identity(strong=True), ("evidence", item.key)
    with pytest.raises(BadInputError, match="say why"):
        file_decide(
            file=item.file, release=True, reason=" ", subject=record_subject(item, who), on=on, actor=anna, who=who
        )


def test_a_file_that_was_changed_on_the_disk_is_told_and_logged(register: Register, person: Person) -> None:
    anna, item = person("anna"), register(content=b"%PDF-1.7 three")
    who, on = anna.identity(), ("evidence", item.key)
    subject = record_subject(item, who)
    assert file_verify(file=item.file, subject=subject, on=on, actor=anna, who=who)
    path_of(settings.EVIDENCE_FOLDER, item.file.digest).write_bytes(b"forged")
    assert not file_verify(file=item.file, subject=subject, on=on, actor=anna, who=who)
    assert LogEntry.objects.latest("index").event == "file_differs"


LIMITED = Limits(
    purposes=(Purpose.PROSECUTION,),
    conduct=("bribery",),
    states=("FRA",),
    onward=False,
    secrecy=Secrecy.OFFICE,
    expires=TODAY,
)


@pytest.mark.parametrize(
    ("use", "sentence"),
    [
        (Use(TODAY, Purpose.ADMINISTRATIVE), "for prosecution only, not for administrative proceedings"),
        (Use(TODAY, conduct=("bribery", "laundering")), "was given for bribery only, not for laundering"),
        (Use(TODAY, state="USA"), "may not be passed on to USA"),
        (Use(TODAY, leaves=True), "may not leave this office"),
        (Use(TODAY + dt.timedelta(days=1)), "may not be used after"),
    ],
)
def test_a_use_beyond_a_limit_is_refused_with_its_sentence(
    use: Use, sentence: str, register: Register, person: Person
) -> None:
    anna, item = person("anna"), register(origin=Origin("CHE"), limits=LIMITED)
    before = leaves()
    with pytest.raises(UseNotAllowedError, match=sentence):
        evidence_use(item=item, use=use, what="hearing", actor=anna, who=anna.identity())
    assert leaves() == before


def test_a_use_within_the_limits_is_recorded(register: Register, person: Person) -> None:
    anna, item = person("anna"), register(origin=Origin("CHE"), limits=LIMITED)
    use = Use(TODAY, Purpose.PROSECUTION, ("bribery",), state="FRA")
    evidence_use(item=item, use=use, what="shown at the hearing", actor=anna, who=anna.identity())
    assert LogEntry.objects.latest("index").event == "evidence_used"


def test_sending_an_item_back_to_the_state_that_gave_it_is_not_passing_it_on(register: Register) -> None:
    item = register(origin=Origin("CHE"), limits=Limits(onward=False))
    assert item.data["limits"]["onward"] is False
    data = {"measure": "assistance", "to": "CHE", "annexes": ["transfers"]}
    assert request_hindrances(item.case, data, TODAY) == []


def test_a_request_whose_annex_is_evidence_that_may_not_be_passed_on_is_stopped(register: Register) -> None:
    item = register(origin=Origin("CHE"), limits=Limits(onward=False), document="transfers")
    data = {"measure": "assistance", "to": "URY", "annexes": ["transfers"]}
    assert request_hindrances(item.case, data, TODAY) == [
        "Evidence 'EV-9' may not be passed on to URY (allowed: no other state)."
    ]
    assert request_hindrances(item.case, {**data, "annexes": []}, TODAY) == []


def test_limits_change_only_with_the_letter_of_the_giving_state_and_never_silently(
    register: Register, person: Person
) -> None:
    anna, item = person("anna"), register(limits=LIMITED)
    who = anna.identity(strong=True)
    with pytest.raises(BadInputError, match="name the letter"):
        limits_change(item=item, limits=Limits(), consent="", revision=1, actor=anna, who=who)
    limits_change(item=item, limits=Limits(), consent="CH-55", revision=1, actor=anna, who=who)
    with pytest.raises(ChangedMeanwhileError):
        limits_change(item=item, limits=LIMITED, consent="CH-56", revision=1, actor=anna, who=who)


def test_an_item_behind_a_wall_is_seen_from_within_only(register: Register, case: Any, person: Person) -> None:
    item = register(wall=case.walls.get())
    assert item_for(person("lena").identity(), item.pk) is not None
    assert item_for(person("pia").identity(), item.pk) is None
    assert item not in items_for(person("pia").identity(), case)


def test_a_reader_registers_nothing(case: Any, person: Person) -> None:
    lena = person("lena")
    with pytest.raises(NotAllowedError):
        evidence_register(case=case, entry=Entry("x", "x", "document", CAME), on=TODAY, actor=lena, who=lena.identity())


def test_a_signature_is_refused_where_an_annex_may_not_be_passed_on(
    register: Register, person: Person, request_: Any
) -> None:
    register(origin=Origin("URY"), limits=Limits(onward=False), document=request_("freezing-che").data["annexes"][0])
    request = request_("freezing-che")
    sentences = unmet("may_leave", Occasion(request, TODAY, person("dirk").pk))
    assert "Evidence 'EV-9' may not be passed on to CHE (allowed: no other state)." in sentences


def test_a_case_file_with_evidence_that_may_not_leave_is_not_given_out(register: Register, person: Person) -> None:
    item = register(limits=Limits(secrecy=Secrecy.OFFICE), document="transfers")
    anna = person("anna")
    with pytest.raises(UseNotAllowedError, match="may not leave this office"):
        case_export(case=item.case, on=TODAY, actor=anna, who=anna.identity(strong=True))


def test_every_word_of_the_register_is_in_the_catalogue() -> None:
    codes = [*CUSTODY_KINDS, *KINDS, *Purpose, *Secrecy, *TYPES, "quarantined", "released", "refused"]
    codes += [f"custody_{kind}" for kind in ("received", *CUSTODY_KINDS)]
    codes += "evidence_registered file_released file_downloaded file_verified file_differs evidence_used".split()
    assert [c for c in codes if c.replace("_", " ").capitalize() not in labels.catalogue()] == []
