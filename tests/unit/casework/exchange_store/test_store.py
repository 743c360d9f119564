"""The office's node: its rows lie in the office's database, its leaves in the office's log, and nothing less holds."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity.casework.exchange_store.models import DeskWork, ExchangedPackage, ExchangeReceipt, NodeCard
from comity.casework.exchange_store.store import About, OfficeStore
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.log.services import log_append
from comity.casework.log.tree import log_consistency, log_head, log_head_at, log_inclusion
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.formats.merkle import continues, includes
from comity.exchange.node.ceremony import Reach, init_node, own_card, trust_card
from comity.exchange.node.hand import receive_by_hand, write_receipts
from comity.exchange.node.node import Node
from comity.exchange.node.opening import open_package
from comity.exchange.node.sending import Letter, Sealed, seal_letter
from comity.exchange.node.status import node_status
from comity.exchange.packing import Source

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def pair(db: None, tmp_path: Path) -> tuple[Node, Node]:
    """The node of the synthetic office and a stand-alone one, which trust one another."""
    NodeCard.objects.all().delete()  # those of the synthetic office
    office = init_node(tmp_path / "office", "NLD", "Example Department", NOW, Reach(), OfficeStore())
    other = init_node(tmp_path / "other", "CHE", "Office B (invented)", NOW, Reach())
    for node, card in ((office, own_card(other)), (other, own_card(office))):
        trust_card(node, card.text, card.card.fingerprint, NOW)
    yield office, other
    other.store.close()


def seal(node: Node, to: Node, **fields: Any) -> Sealed:
    source = Source("a.txt", PartRole.DOCUMENT, lambda: io.BytesIO(b"The request."))
    return seal_letter(
        node, Letter(PackageType.REQUEST, "Bank records", "R-1", [source], **fields), own_card(to).card, NOW
    )


def test_what_is_sealed_in_the_office_is_in_its_database_and_in_its_one_log(pair: tuple[Node, Node]) -> None:
    before = LogEntry.objects.count()
    sealed = seal(*pair)
    assert ExchangedPackage.objects.get().digest == sealed.digest
    assert [e.event for e in LogEntry.objects.order_by("index")[before:]] == ["package_sealed", "receipt_issued"]
    assert log_check().troubles == ()


def test_a_round_trip_between_office_and_stand_alone_node_ends_alike_on_both_sides(
    pair: tuple[Node, Node], tmp_path: Path
) -> None:
    office, other = pair
    for sender, addressee in ((office, other), (other, office)):
        sealed = seal(sender, addressee)
        taken = receive_by_hand(addressee, sender.package_path(sealed.digest), NOW)
        assert (taken.accepted, taken.told) == (True, "delivered")
        open_package(
            addressee, sender.package_path(sealed.digest), tmp_path / f"out-{sender.state}", NOW, "a prosecutor"
        )
        for path in write_receipts(addressee, tmp_path / f"back-{sender.state}", [sealed.digest]):
            assert receive_by_hand(sender, path, NOW).accepted
    assert DeskWork.objects.get().opened_by == "a prosecutor"
    assert ExchangeReceipt.objects.count() == 7
    assert [node_status(node, NOW)["alarms"] for node in pair] == [[], []]
    assert {p["state"] for node in pair for p in node_status(node, NOW)["packages"]} == {"opened", "retrieval"}
    assert log_check().troubles == ()


def test_a_package_received_three_times_is_one_work_item(pair: tuple[Node, Node]) -> None:
    office, other = pair
    path = other.package_path(seal(other, office).digest)
    assert [receive_by_hand(office, path, NOW).new for _ in range(3)] == [True, False, False]
    assert DeskWork.objects.count() == 1


def test_the_heads_that_counterparts_see_are_heads_of_the_whole_log(pair: tuple[Node, Node]) -> None:
    office, other = pair
    first = seal(office, other).package.log
    log_append(event="tried", actor=None)
    receive_by_hand(other, office.package_path(ExchangedPackage.objects.get().digest), NOW)
    back = write_receipts(other, other.folder / "back", [ExchangedPackage.objects.get().digest])
    for path in back:
        receive_by_hand(office, path, NOW)
    second = seal(office, other).package.log
    assert second.head.size > first.head.size + 3
    assert second.since == first.head
    assert continues(second.since, second.head, second.proof)


def test_proofs_hold_between_every_two_sizes_of_the_log() -> None:
    for number in range(20):
        log_append(event="tried", actor=None, key=str(number))
    size = log_head().size
    leaves = list(LogEntry.objects.order_by("index").values_list("leaf", flat=True))
    for old in {1, 2, 3, 7, 8, 9, size // 2, size - 9, size - 1, size}:
        assert continues(log_head_at(old), log_head(), log_consistency(old, size))
        assert includes(leaves[old - 1].encode(), old - 1, size, log_inclusion(old - 1, size), log_head().root)
    assert not continues(log_head_at(5), log_head(), log_consistency(6, size))


def test_entries_of_the_node_say_for_whom_it_worked(
    pair: tuple[Node, Node], person: Callable[[str], Any], case: Any
) -> None:
    store = OfficeStore(About(person("dirk"), case))
    with store.transaction() as transaction:
        transaction.append("package_sealed", NOW, package="ab")
    entry = LogEntry.objects.latest("index")
    assert (entry.actor.username, entry.case, entry.subject, entry.key) == ("dirk", case, "exchange", "ab")


def test_a_transaction_that_breaks_leaves_nothing(pair: tuple[Node, Node]) -> None:
    before = LogEntry.objects.count()

    def broken() -> None:
        with pair[0].store.transaction() as transaction:
            transaction.append("tried", NOW)
            transaction.do("DELETE FROM exchange_card")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert LogEntry.objects.count() == before
    assert own_card(pair[0]).card.state == "NLD"


def test_what_people_did_is_told_to_the_command_line_without_its_details(pair: tuple[Node, Node]) -> None:
    events = list(pair[0].store.events())
    assert next(dict(e.details) for e in events if e.event == "card_trusted")["serial"] == 1
    assert all(not e.details for e in events if e.event in {"case_file_taken", "account_opened"})
