"""What the sender allowed is asked before anything leaves, and what must go goes, with a receipt."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from comity.exchange.documents.conditions import Condition, Limit, Use, conditions_from, hindrances
from comity.exchange.documents.fields import Fields
from comity.exchange.documents.package import PackageType
from comity.exchange.node.deletion import answer_deletion_request, delete_content, overdue
from comity.exchange.node.export import export_package
from comity.exchange.node.hand import receive_by_hand
from comity.exchange.node.receiving import receive_copy
from comity.exchange.node.status import log_entries, node_status
from comity.exchange.refusal import Refusal, RefusedError

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
ON = NOW.date()
SPECIALTY = Condition("*", (Use.OTHER_PROCEEDINGS, Use.OTHER_STATE), Limit.CONSENT, "Only for the case named.")
SECRET = Condition("files/002-1.txt", (Use.COURT, Use.DEFENCE), Limit.FORBIDDEN, "Not for the file of the court.")


def received(pair: Any, *conditions: Condition, **fields: Any) -> Any:
    sealed = pair.seal(b"the records", b"the informant", conditions=conditions, **fields)
    receive_copy(pair.asked, pair.path(sealed), NOW)
    return sealed


def test_a_file_under_a_condition_stays_behind_and_the_others_go(pair: Any, tmp_path: Path) -> None:
    sealed = received(pair, SECRET)
    exported = export_package(pair.asked, sealed.digest, tmp_path / "court", Use.COURT, NOW)
    assert [path.read_bytes() for path in exported.files] == [b"the records"]
    assert exported.withheld == (("files/002-1.txt", SECRET),)
    assert not (tmp_path / "court" / "files" / "002-1.txt").exists()
    assert log_entries(pair.asked)[-1]["details"]["withheld"] == ["files/002-1.txt"]


def test_another_use_needs_the_consent_of_the_sender(pair: Any, tmp_path: Path) -> None:
    sealed = received(pair, SPECIALTY)
    with pytest.raises(RefusedError, match="Only for the case named"):
        export_package(pair.asked, sealed.digest, tmp_path / "out", Use.OTHER_STATE, NOW)
    assert not (tmp_path / "out").exists()
    place = {"conversation": sealed.package.conversation, "type": PackageType.NOTICE}
    consent = pair.seal(b"consent", details={"consent_to": ["other_state"]}, **place)
    receive_copy(pair.asked, pair.path(consent), NOW)
    exported = export_package(pair.asked, sealed.digest, tmp_path / "out", Use.OTHER_STATE, NOW, consent.digest)
    assert len(exported.files) == 2
    with pytest.raises(RefusedError, match="no consent"):
        export_package(pair.asked, sealed.digest, tmp_path / "more", Use.OTHER_PROCEEDINGS, NOW, consent.digest)


def test_a_consent_is_the_senders_own_notice_in_the_same_conversation(pair: Any, tmp_path: Path) -> None:
    sealed = received(pair, SPECIALTY)
    place = {"conversation": sealed.package.conversation, "type": PackageType.NOTICE}
    said = {"consent_to": ["other_state"]}
    elsewhere = pair.seal(b"consent", details=said, type=PackageType.NOTICE)
    no_notice = pair.seal(b"consent", details=said, conversation=sealed.package.conversation)
    for letter in (elsewhere, no_notice):
        receive_copy(pair.asked, pair.path(letter), NOW)
    own = pair.seal(b"consent", sender=pair.asked, details=said, **place)
    for digest in (elsewhere.digest, no_notice.digest, own.digest, "0f" * 32):
        with pytest.raises(RefusedError, match="no consent"):
            export_package(pair.asked, sealed.digest, tmp_path / "out", Use.OTHER_STATE, NOW, digest)
    assert not (tmp_path / "out").exists()


def test_a_condition_on_a_field_binds_the_files_that_may_hold_it(pair: Any, tmp_path: Path) -> None:
    field = Condition("/case/people/0/informant", (Use.PUBLICATION,), Limit.FORBIDDEN, "The informant is protected.")
    sealed = received(pair, field)
    with pytest.raises(RefusedError, match="protected"):
        export_package(pair.asked, sealed.digest, tmp_path / "out", Use.PUBLICATION, NOW)
    assert len(export_package(pair.asked, sealed.digest, tmp_path / "out", Use.COURT, NOW).files) == 2


def test_a_condition_ends_with_its_day_and_binds_what_is_below_it() -> None:
    ended = Condition("/case", (Use.COURT,), Limit.FORBIDDEN, "Until the search.", ON)
    assert hindrances([ended], "/case/people/0", Use.COURT, ON) == [ended]
    assert hindrances([ended], "/case/people/0", Use.COURT, ON + dt.timedelta(days=1)) == []
    assert hindrances([ended], "/caseload", Use.COURT, ON) == []


def test_a_condition_that_is_not_understood_is_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        conditions_from([Fields(SECRET.as_data() | {"uses": ["telepathy"]}, "conditions")])
    assert refused.value.code == Refusal.UNKNOWN_REQUIREMENT


def test_a_deletion_request_is_done_and_confirmed_under_seal(pair: Any) -> None:
    sealed = received(pair)
    asked = pair.seal(b"please", type=PackageType.DELETION_REQUEST, details={"package": sealed.digest})
    receive_copy(pair.asked, pair.path(asked), NOW)
    done = answer_deletion_request(pair.asked, asked.digest, NOW)
    assert not pair.asked.package_path(sealed.digest).exists()
    receive_copy(pair.asking, pair.path(done, pair.asked), NOW)
    last = node_status(pair.asking, NOW)["packages"][-1]
    assert (last["type"], done.package.details) == ("deletion_done", {"package": sealed.digest})
    assert not receive_copy(pair.asked, pair.path(sealed), NOW).new
    assert not pair.asked.package_path(sealed.digest).exists()


def test_nobody_can_have_anothers_package_deleted(pair: Any) -> None:
    own = pair.seal(b"ours", sender=pair.asked)
    asked = pair.seal(b"please", type=PackageType.DELETION_REQUEST, details={"package": own.digest})
    receive_copy(pair.asked, pair.path(asked), NOW)
    with pytest.raises(RefusedError, match="no package of its sender"):
        answer_deletion_request(pair.asked, asked.digest, NOW)
    assert pair.asked.package_path(own.digest).exists()


def test_what_was_kept_too_long_is_named(pair: Any) -> None:
    sealed = received(pair, retain_until=ON)
    assert overdue(pair.asked, ON) == []
    assert overdue(pair.asked, ON + dt.timedelta(days=1)) == [sealed.digest]
    delete_content(pair.asked, sealed.digest, NOW)
    assert overdue(pair.asked, ON + dt.timedelta(days=1)) == []


@pytest.mark.parametrize("details", [{"text": "a\x00b"}, {"a\x00": 1}, {"questions": [{"q": "\x00"}]}])
def test_a_package_whose_details_no_database_could_keep_is_refused(pair: Any, details: dict[str, Any]) -> None:
    sealed = pair.seal(b"one", details=details)
    taken = receive_by_hand(pair.asked, pair.path(sealed), NOW)
    assert (taken.accepted, "NUL" in taken.told) == (False, True)
