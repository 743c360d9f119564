"""A receipt says which package reached which point, sealed; where several speak, the one that says most prevails."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from comity.exchange.documents.heads import SeenHead
from comity.exchange.documents.receipt import LARGEST, Evidence, Receipt, prevailing, read_receipt, seal_receipt
from comity.exchange.formats import armour, cades, canonical
from comity.exchange.formats.certificates import new_key, self_signed
from comity.exchange.formats.merkle import Head
from comity.exchange.refusal import Refusal, RefusedError

AT = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
KEY = new_key()
OWNER = self_signed(KEY, state="CHE", name="Office B", purpose="seal", since=AT, until=AT + dt.timedelta(days=9))
RECEIPT = Receipt(
    evidence=Evidence.DELIVERY,
    package="0f" * 32,
    package_id="01",
    conversation="02",
    issuer="b" * 32,
    issuer_state="CHE",
    addressee="b" * 32,
    at=AT,
    desk="desk 1",
    opened_by="prosecutor 7",
    reason="because",
    leaf=0,
    log=SeenHead(Head(3, bytes(32)), None, None, ()),
)


def sealed(data: dict[str, Any]) -> str:
    content = canonical.encode(data)
    return armour.to_text(cades.seal(content, OWNER, cades.signer(KEY), AT, detached=False))


def refusal_of(**changes: Any) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        read_receipt(sealed(RECEIPT.as_data() | changes))
    return refused.value.code


def test_a_receipt_is_read_as_it_was_sealed() -> None:
    text = seal_receipt(RECEIPT, OWNER, cades.signer(KEY))
    receipt, seal = read_receipt(text)
    assert (receipt, seal.at, seal.certificate) == (RECEIPT, AT, OWNER)
    assert read_receipt(text.encode("ascii"))[0] == RECEIPT
    bare = replace(RECEIPT, desk=None, opened_by=None, reason=None, leaf=None)
    assert read_receipt(sealed(bare.as_data()))[0] == bare


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("package_id", 64),
        ("conversation", 64),
        ("issuer", 64),
        ("addressee", 64),
        ("desk", 100),
        ("opened_by", 100),
        ("reason", 400),
    ],
)
def test_every_text_has_its_limit(name: str, limit: int) -> None:
    assert read_receipt(sealed(RECEIPT.as_data() | {name: "a" * limit}))
    assert refusal_of(**{name: "a" * (limit + 1)}) is Refusal.DAMAGED


def test_what_is_not_known_or_too_large_is_no_receipt() -> None:
    assert refusal_of(evidence="APPROVAL") is Refusal.UNKNOWN_FORMAT
    assert refusal_of(format="comity-receipt/2") is Refusal.UNKNOWN_FORMAT
    assert refusal_of(leaf=-1) is Refusal.DAMAGED
    assert LARGEST == 64 * 1024
    for size, code in ((LARGEST, Refusal.DAMAGED), (LARGEST + 1, Refusal.LIMIT_EXCEEDED)):
        with pytest.raises(RefusedError) as refused:
            read_receipt("a" * size)
        assert refused.value.code is code


def test_the_addressee_speaks_before_the_sender_and_what_came_about_before_what_did_not() -> None:
    e = Evidence
    order = [
        {e.SUBMISSION_ACCEPTANCE, e.SUBMISSION_REJECTION},
        {e.RELAY_FAILURE},
        {e.RELAY_REJECTION, e.NON_DELIVERY},
        {e.NON_RETRIEVAL},
        {e.RELAY_ACCEPTANCE},
        {e.DELIVERY},
        {e.RETRIEVAL},
    ]
    for number, later in enumerate(order):
        for earlier in order[:number]:
            assert {prevailing([one, other]) for one in earlier for other in later} == later
            assert {prevailing([other, one]) for one in earlier for other in later} == later
    assert prevailing([]) is None
    senders = {evidence for evidence in Evidence if not evidence.by_addressee}
    assert senders == {e.SUBMISSION_ACCEPTANCE, e.SUBMISSION_REJECTION, e.RELAY_FAILURE}
