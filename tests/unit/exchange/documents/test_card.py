"""A node card says who a node is, for how long and with which keys; one that says too much or too little is refused."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from comity.exchange.age.recipients import AgeSuite, HybridIdentity, X25519Identity
from comity.exchange.documents.card import (
    LARGEST,
    LONGEST_VALIDITY,
    Card,
    Revocation,
    countersign_card,
    node_id,
    read_card,
    seal_card,
)
from comity.exchange.documents.trust import Counterpart, accept_first, accept_next
from comity.exchange.formats import armour, cades, canonical
from comity.exchange.formats.cades import signer
from comity.exchange.formats.certificates import SigningKey, key_digest, new_key, self_signed
from comity.exchange.refusal import Refusal, RefusedError

AT = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
KEY, LATER_KEY = new_key(), new_key()


def certificate(key: SigningKey, purpose: str = "seal") -> Any:
    return self_signed(key, state="FRA", name="Bureau A", purpose=purpose, since=AT, until=AT + 900 * DAY)


CARD = Card(
    node=node_id(certificate(KEY)),
    state="FRA",
    name="Bureau A (invented)",
    serial=1,
    previous=None,
    since=AT,
    until=AT + LONGEST_VALIDITY,
    seal=certificate(KEY),
    tls=certificate(KEY, "tls"),
    recipients={
        AgeSuite.HYBRID: str(HybridIdentity.new().recipient),
        AgeSuite.X25519: str(X25519Identity.new().recipient),
    },
    endpoints=("https://node.example:8443",),
    desks=("desk 1",),
    revoked=(Revocation("0f" * 32, AT, "stolen"),),
)


def text(card: Card, key: SigningKey = KEY) -> str:
    return seal_card(card, signer(key), AT)


def refusal_of(card: Card, key: SigningKey = KEY) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        read_card(text(card, key))
    return refused.value.code


def test_a_card_is_read_as_it_was_sealed() -> None:
    sealed = text(CARD)
    read = read_card(sealed)
    assert replace(read.card, fingerprint="") == CARD
    assert read_card(sealed.encode("ascii")) == read
    assert (read.countersigned_by, len(read.card.fingerprint)) == (None, 64)
    assert accept_first(read, read.card.fingerprint) is read.card


def test_a_card_says_which_versions_of_the_protocol_its_node_speaks() -> None:
    assert CARD.as_data()["protocol"] == {"min": 1, "max": 1}


def test_a_card_sealed_with_another_key_than_it_names_is_none() -> None:
    assert refusal_of(CARD, LATER_KEY) is Refusal.SIGNATURE_INVALID
    data = canonical.encode(CARD.as_data())
    foreign = cades.seal(data, certificate(LATER_KEY), signer(LATER_KEY), AT, detached=False)
    with pytest.raises(RefusedError, match="not sealed with the key it names"):
        read_card(armour.to_text(foreign))


def test_a_first_card_names_its_node_by_its_own_key_and_a_later_one_keeps_the_name() -> None:
    assert refusal_of(replace(CARD, node="a" * 32)) is Refusal.DAMAGED
    assert read_card(text(replace(CARD, node="a" * 32, serial=2))).card.node == "a" * 32
    assert refusal_of(replace(CARD, serial=0)) is Refusal.DAMAGED


@pytest.mark.parametrize("until", [AT, AT - SECOND, AT + LONGEST_VALIDITY + SECOND])
def test_a_card_is_valid_for_some_time_and_for_no_more_than_400_days(until: dt.datetime) -> None:
    assert dt.timedelta(days=400) == LONGEST_VALIDITY
    assert refusal_of(replace(CARD, until=until)) is Refusal.DAMAGED


def test_a_card_is_in_force_from_its_first_moment_until_before_its_last() -> None:
    moments = (CARD.since - SECOND, CARD.since, CARD.until - SECOND, CARD.until)
    assert [CARD.in_force(moment) for moment in moments] == [False, True, True, False]


@pytest.mark.parametrize(
    "endpoint", ["http://node.example", "https://", "https://node.example/path", "https://node.example/?a=1", "node"]
)
def test_an_address_is_a_host_reached_by_https(endpoint: str) -> None:
    assert read_card(text(replace(CARD, endpoints=("https://node.example/",)))).card.endpoints == (
        "https://node.example",
    )
    assert refusal_of(replace(CARD, endpoints=(endpoint,))) is Refusal.DAMAGED


def test_lists_on_a_card_have_their_limits() -> None:
    limits = (("endpoints", 8, "https://a.example"), ("desks", 100, "d"), ("revoked", 1000, CARD.revoked[0]))
    for name, most, one in limits:
        assert read_card(text(replace(CARD, **{name: (one,) * most})))  # type: ignore[arg-type]
        assert refusal_of(replace(CARD, **{name: (one,) * (most + 1)})) is Refusal.DAMAGED  # type: ignore[arg-type]


def test_a_card_larger_than_any_honest_one_is_not_even_read() -> None:
    assert LARGEST == 256 * 1024
    for size, code in ((LARGEST, Refusal.DAMAGED), (LARGEST + 1, Refusal.LIMIT_EXCEEDED)):
        with pytest.raises(RefusedError) as refused:
            read_card("a" * size)
        assert refused.value.code is code


def test_a_node_is_written_to_with_the_strongest_suite_it_names_or_the_one_asked_for() -> None:
    assert CARD.recipient()[0] is AgeSuite.HYBRID
    assert CARD.recipient(AgeSuite.X25519)[0] is AgeSuite.X25519
    old = replace(CARD, recipients={AgeSuite.X25519: CARD.recipients[AgeSuite.X25519]})
    assert old.recipient()[0] is AgeSuite.X25519
    with pytest.raises(RefusedError) as refused:
        old.recipient(AgeSuite.HYBRID)
    assert refused.value.code is Refusal.UNKNOWN_SUITE
    assert refusal_of(replace(CARD, recipients={})) is Refusal.UNKNOWN_SUITE


def following(**changes: Any) -> str:
    """The next card of the node, which the key of the first card signed, too."""
    first = read_card(text(CARD)).card
    values = {"serial": 2, "previous": first.fingerprint, "seal": certificate(LATER_KEY), **changes}
    return countersign_card(text(replace(CARD, **values), LATER_KEY), CARD.seal, signer(KEY), AT)


def test_a_later_card_is_accepted_because_the_key_before_it_signed_it() -> None:
    first = read_card(text(CARD)).card
    read = read_card(following())
    assert read.countersigned_by == key_digest(CARD.seal)
    assert accept_next([first], read) is read.card


@pytest.mark.parametrize(
    "changes",
    [
        {"serial": 3},
        {"previous": "0f" * 32},
        {"node": "b" * 32},
        {"revoked": (Revocation(key_digest(CARD.seal), AT, "stolen"),)},
    ],
)
def test_a_card_that_does_not_follow_the_one_before_it_is_not_accepted(changes: dict[str, Any]) -> None:
    first = read_card(text(CARD)).card
    with pytest.raises(RefusedError) as refused:
        accept_next([first], read_card(following(**changes)))
    assert refused.value.code is Refusal.UNTRUSTED_SENDER


def test_a_later_card_that_only_its_own_key_signed_is_compared_again() -> None:
    first = read_card(text(CARD)).card
    alone = text(replace(CARD, serial=2, previous=first.fingerprint, seal=certificate(LATER_KEY)), LATER_KEY)
    with pytest.raises(RefusedError, match="has not signed this card"):
        accept_next([first], read_card(alone))


def test_a_seal_holds_while_its_card_was_in_force_and_its_key_was_not_revoked() -> None:
    known = Counterpart((replace(CARD, revoked=()),))
    other = certificate(LATER_KEY)
    assert known.seal_refused(CARD.seal, AT, AT) is None
    assert "not one that" in str(known.seal_refused(other, AT, AT))
    assert "not in force" in str(known.seal_refused(CARD.seal, AT - SECOND, AT))
    assert "not in force" in str(known.seal_refused(CARD.seal, CARD.until, AT))


def test_a_revoked_key_holds_for_what_was_known_here_before_and_for_nothing_since() -> None:
    revoked = Counterpart((replace(CARD, revoked=(Revocation(key_digest(CARD.seal), AT + DAY, "stolen"),)),))
    assert revoked.seal_refused(CARD.seal, AT, AT + DAY - SECOND) is None
    assert "revoked" in str(revoked.seal_refused(CARD.seal, AT, AT + DAY))
    other = Counterpart((replace(CARD, revoked=(Revocation("0f" * 32, AT, "another key"),)),))
    assert other.seal_refused(CARD.seal, AT, AT + DAY) is None


def test_what_an_earlier_card_named_still_holds_after_the_next() -> None:
    both = Counterpart((CARD, replace(CARD, seal=certificate(LATER_KEY), since=AT + DAY, revoked=())))
    assert both.card is both.cards[-1]
    assert both.seal_refused(CARD.seal, AT, AT) is None
    assert "not in force" in str(both.seal_refused(both.card.seal, AT, AT))
