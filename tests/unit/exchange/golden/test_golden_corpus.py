"""What was sealed once is read for ever: every package, receipt and card of every format since the first."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from comity.exchange.age.recipients import HybridIdentity, X25519Identity
from comity.exchange.documents.card import read_card
from comity.exchange.documents.fingerprint import fingerprint_from, grouped, spoken
from comity.exchange.documents.receipt import Evidence, read_receipt
from comity.exchange.documents.trust import Counterpart, accept_next
from comity.exchange.matching.steps import MANDATE, Mandate, read_step
from comity.exchange.refusal import RefusedError
from comity.exchange.unpacking import Examination, Nowhere, Reader, examine

CORPUS = Path(__file__).parent / "cx1"
CHAINED = Path(__file__).parent / "cx1-chained"
AT = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
EXPECTED: dict[str, Any] = json.loads((CORPUS / "expected.json").read_text("utf-8"))
PACKAGES = {"request-hybrid.cx": "che", "question-x25519.cx": "fra"}


def card(name: str, corpus: Path = CORPUS) -> Any:
    return read_card((corpus / name).read_text("ascii"))


def examined(data: bytes, state: str, corpus: Path = CORPUS) -> Examination:
    lines = (corpus / f"{state}-identities.txt").read_text("ascii").splitlines()[1:]
    cards = [card(name, corpus).card for name in ("fra.card", "che.card")]
    identities = (HybridIdentity.from_text(lines[0]), X25519Identity.from_text(lines[1]))
    own = card(f"{state}.card", corpus).card.node
    return examine(io.BytesIO(data), Reader(own, identities, {c.node: Counterpart((c,)) for c in cards}, AT), Nowhere())


@pytest.mark.parametrize("name", PACKAGES)
def test_every_package_still_verifies_and_means_the_same(name: str) -> None:
    found = examined((CORPUS / name).read_bytes(), PACKAGES[name])
    assert [check.holds for check in found.checks] == [True] * 7
    assert found.package is not None
    assert (found.package.id, str(found.package.type)) == (EXPECTED[name]["id"], EXPECTED[name]["type"])
    assert [part.sha256 for part in found.package.parts] == EXPECTED[name]["parts"]


@pytest.mark.parametrize("name", PACKAGES)
def test_no_byte_of_a_sealed_file_can_be_altered(name: str) -> None:
    data = (CORPUS / name).read_bytes()
    accepted = []
    for place in range(0, len(data), 43):
        mutant = bytearray(data)
        mutant[place] ^= 1 << place % 8
        if examined(bytes(mutant), PACKAGES[name]).holds:
            accepted.append(place)
    assert accepted == []


@pytest.mark.parametrize("name", ["fra.card", "che.card", "fra-2.card"])
def test_every_card_has_its_fingerprint(name: str) -> None:
    found = card(name).card.fingerprint
    assert found == EXPECTED["cards"][name]
    assert fingerprint_from(grouped(found).upper()) == fingerprint_from(spoken(found)) == found


def test_the_renewed_card_follows_the_first() -> None:
    assert accept_next([card("fra.card").card], card("fra-2.card")).serial == 2
    with pytest.raises(RefusedError):
        accept_next([card("che.card").card], card("fra-2.card"))


def test_every_receipt_still_attests_the_package() -> None:
    receipts = [read_receipt((CORPUS / f"receipt-{n}.p7m").read_text("ascii")) for n in (1, 2)]
    assert [receipt.evidence for receipt, _ in receipts] == [Evidence.RELAY_ACCEPTANCE, Evidence.DELIVERY]
    assert {receipt.package for receipt, _ in receipts} == {EXPECTED["request-hybrid.cx"]["digest"]}
    assert {seal.certificate for _, seal in receipts} == {card("che.card").card.seal}


def test_heads_that_are_chained_are_still_read_and_proven() -> None:
    expected = json.loads((CHAINED / "expected.json").read_text("utf-8"))
    package = examined((CHAINED / "evidence-hybrid.cx").read_bytes(), "che", CHAINED).package
    assert package is not None
    assert package.log is not None
    assert package.log.as_data() == expected["package"]
    assert package.log.before, "names what was shown before"
    receipt, seal = read_receipt((CHAINED / "receipt-1.p7m").read_text("ascii"))
    assert (receipt.package, seal.certificate) == (expected["digest"], card("che.card", CHAINED).card.seal)
    assert receipt.log.as_data() == expected["receipt"]
    assert receipt.log.ask, "asks for what was not proven"


def test_heads_of_the_first_version_chain_nothing() -> None:
    receipts = [read_receipt((CORPUS / f"receipt-{n}.p7m").read_text("ascii"))[0] for n in (1, 2)]
    assert [(receipt.log.before, receipt.log.ask) for receipt in receipts] == [(None, ())] * 2


def test_the_mandate_still_allows_what_it_allowed() -> None:
    mandate = Mandate.from_step(read_step((CORPUS / "mandate.p7m").read_text("ascii"), MANDATE))
    said = EXPECTED["mandate"]
    assert (mandate.digest, mandate.purpose, mandate.most) == (said["digest"], said["purpose"], said["most"])
    assert (mandate.asker, mandate.holder) == (card("fra.card").card.node, card("che.card").card.node)
    assert mandate.until == dt.datetime(2026, 12, 21, 9, 0, tzinfo=dt.UTC)
    assert not mandate.wide
