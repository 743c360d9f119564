"""All nine evidences come about, each given by whom it concerns; what comes later prevails where it is better."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from comity.exchange.documents.receipt import Evidence, read_receipt
from comity.exchange.node.ceremony import Reach, own_card, renew_card, trust_card
from comity.exchange.node.hand import receive_by_hand, write_receipts
from comity.exchange.node.node import open_node
from comity.exchange.node.opening import attest_opened
from comity.exchange.node.overdue import OPEN_DETAIL, OPEN_WITHIN, ORDER_WITHIN, RELAY_WITHIN, attest_overdue
from comity.exchange.node.receipts import take_receipt
from comity.exchange.node.status import node_status
from comity.exchange.refusal import RefusedError

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def evidences(node: Any, digest: str) -> list[str]:
    rows = node.store.rows("SELECT evidence FROM exchange_receipt WHERE package = ? ORDER BY number", digest)
    return [row["evidence"] for row in rows]


def carry(pair: Any, digest: str, at: dt.datetime = NOW) -> bool:
    return receive_by_hand(pair.asked, pair.asking.package_path(digest), at).accepted


def bring_back(pair: Any, digest: str, at: dt.datetime) -> None:
    folder = pair.folder / f"back-{at:%H%d}"
    for path in write_receipts(pair.asked, folder, [digest]):
        assert receive_by_hand(pair.asking, path, at).accepted


def test_a_letter_that_cannot_be_sealed_leaves_an_attested_rejection_and_no_package(pair: Any) -> None:
    with pytest.raises(RefusedError) as refused:
        pair.seal(*[b"x"] * 1000)
    receipt, _ = read_receipt(refused.value.receipt)
    assert receipt.evidence is Evidence.SUBMISSION_REJECTION
    assert (receipt.issuer, receipt.addressee) == (pair.asking.id, pair.asked.id)
    assert "at most 999" in (receipt.reason or "")
    assert node_status(pair.asking, NOW)["packages"] == []
    assert pair.seal(b"one").package.counter == 1


def test_a_counterpart_that_is_not_reached_is_attested_once_and_its_late_receipts_prevail(pair: Any) -> None:
    digest = pair.seal(b"one").digest
    late = NOW + RELAY_WITHIN
    assert attest_overdue(pair.asking, late - HOUR) == []
    assert [one.evidence for one in attest_overdue(pair.asking, late)] == [Evidence.RELAY_FAILURE]
    assert attest_overdue(pair.asking, late + HOUR) == []
    assert node_status(pair.asking, NOW)["packages"][0]["state"] == "relay_remmd_failure"
    assert len(node_status(pair.asking, NOW)["outbox"]) == 1
    assert carry(pair, digest, late + HOUR)
    bring_back(pair, digest, late + HOUR)
    assert node_status(pair.asking, NOW)["packages"][0]["state"] == "delivery"


def test_a_package_whose_predecessor_is_missing_is_not_delivered_until_it_comes(pair: Any) -> None:
    first = pair.seal(b"one")
    second = pair.seal(b"two", conversation=first.package.conversation)
    assert carry(pair, second.digest)
    late = NOW + ORDER_WITHIN
    assert [(one.digest, one.evidence) for one in attest_overdue(pair.asked, late)] == [
        (second.digest, Evidence.NON_DELIVERY)
    ]
    bring_back(pair, second.digest, late)
    assert {p["digest"]: p["state"] for p in node_status(pair.asking, NOW)["packages"]}[second.digest] == (
        "relay_remmd_acceptance"
    )
    assert carry(pair, first.digest, late)
    assert evidences(pair.asked, second.digest) == ["RELAY_REMMD_ACCEPTANCE", "NON_DELIVERY", "DELIVERY"]
    bring_back(pair, second.digest, late + HOUR)
    assert node_status(pair.asking, NOW)["packages"][1]["state"] == "delivery"


def test_a_desk_that_is_not_on_the_card_gets_no_delivery_but_the_package_can_be_opened(pair: Any) -> None:
    renewed = renew_card(pair.asked, NOW, reach=Reach(desks=("assets",)))
    trust_card(pair.asking, renewed.text, None, NOW)
    pair = dataclasses.replace(pair, asked=open_node(pair.asked.folder))
    there = pair.seal(b"one", to_desk="assets")
    nowhere = pair.seal(b"two", to_desk="kitchen")
    assert carry(pair, there.digest)
    assert carry(pair, nowhere.digest)
    assert evidences(pair.asked, there.digest)[-1] == "DELIVERY"
    assert evidences(pair.asked, nowhere.digest)[-1] == "NON_DELIVERY"
    assert [row["desk"] for row in node_status(pair.asked, NOW)["work"]] == ["assets", None]
    attest_opened(pair.asked, nowhere.digest, NOW, "official 1")
    bring_back(pair, nowhere.digest, NOW)
    assert node_status(pair.asking, NOW)["packages"][1]["state"] == "retrieval"


@pytest.mark.parametrize(
    ("agreed", "within"), [({}, OPEN_WITHIN), ({OPEN_DETAIL: 5}, 5 * HOUR), ({OPEN_DETAIL: 0}, OPEN_WITHIN)]
)
def test_what_nobody_opens_within_the_time_agreed_is_attested_until_somebody_does(
    pair: Any, agreed: dict[str, int], within: dt.timedelta
) -> None:
    digest = pair.seal(b"one", details=agreed).digest
    assert carry(pair, digest)
    assert attest_overdue(pair.asked, NOW + within - HOUR) == []
    assert [one.evidence for one in attest_overdue(pair.asked, NOW + within)] == [Evidence.NON_RETRIEVAL]
    bring_back(pair, digest, NOW + within)
    attest_opened(pair.asked, digest, NOW + within + HOUR, "official 1")
    assert attest_overdue(pair.asked, NOW + within + HOUR) == []
    bring_back(pair, digest, NOW + within + HOUR)
    assert node_status(pair.asking, NOW)["packages"][0]["state"] == "retrieval"


def test_only_the_addressee_can_say_that_it_was_not_delivered_or_not_opened(pair: Any) -> None:
    digest = pair.seal(b"one").digest
    attest_overdue(pair.asking, NOW + RELAY_WITHIN)
    row = pair.asking.store.row(
        "SELECT text FROM exchange_receipt WHERE package = ? AND evidence = 'RELAY_REMMD_FAILURE'", digest
    )
    assert carry(pair, digest)
    with pytest.raises(RefusedError):
        take_receipt(pair.asked, row["text"], NOW)
    assert own_card(pair.asked).card.node == pair.asked.id
