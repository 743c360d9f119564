"""A counterpart is trusted when two officers have compared its fingerprint, each for himself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.correspondence.counterparts import card_confirm, card_decline, card_propose
from comity.casework.correspondence.models import ProposedCard
from comity.casework.correspondence.selectors import counterparts
from comity.casework.log.models import LogEntry
from comity.common.errors import BadInputError
from comity.exchange.documents.fingerprint import spoken
from comity.exchange.node.ceremony import Reach, init_node, own_card, renew_card

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]


@pytest.fixture
def third(line: Any, tmp_path: Path) -> Any:
    """A node in Uruguay that nobody here knows yet."""
    node = init_node(tmp_path / "third", "URY", "Oficina C (inventada)", timezone.now().replace(microsecond=0), Reach())
    yield node
    node.store.close()


def propose(node: Any, actor: Any, typed: str | None = None) -> ProposedCard | None:
    read = own_card(node)
    fingerprint = read.card.fingerprint if typed is None else typed
    who = actor.identity(strong=True)
    return card_propose(text=read.text, fingerprint=fingerprint, at=timezone.now(), actor=actor, who=who)


def confirm(proposed: ProposedCard, actor: Any, typed: str) -> None:
    who = actor.identity(strong=True)
    card_confirm(proposed=proposed, fingerprint=typed, at=timezone.now(), actor=actor, who=who)


def states() -> list[str]:
    return [shown.card.state for shown in counterparts()]


def test_one_officer_proposes_another_one_trusts(third: Any, person: Get) -> None:
    proposed = propose(third, person("dirk"))
    assert states() == ["CHE"]
    confirm(proposed, person("bram"), spoken(proposed.fingerprint))
    assert states() == ["CHE", "URY"]
    events = list(LogEntry.objects.order_by("-index").values_list("event", "actor__username")[:3])
    assert events == [("card_confirmed", "bram"), ("card_trusted", "bram"), ("card_proposed", "dirk")]


def test_the_same_officer_cannot_be_both(third: Any, person: Get) -> None:
    proposed = propose(third, person("dirk"))
    with pytest.raises(NotAllowedError):
        confirm(proposed, person("dirk"), proposed.fingerprint)
    assert states() == ["CHE"]


@pytest.mark.parametrize("name", ["anna", "lena", "pia", "omar", "ida"])
def test_trust_is_for_those_who_send_sign_or_administer(name: str, third: Any, person: Get) -> None:
    with pytest.raises(NotAllowedError):
        propose(third, person(name))
    proposed = propose(third, person("dirk"))
    with pytest.raises(NotAllowedError):
        confirm(proposed, person(name), proposed.fingerprint)


def test_a_fingerprint_that_differs_in_one_digit_is_refused_to_both(third: Any, person: Get) -> None:
    right = own_card(third).card.fingerprint
    wrong = ("0" if right[0] != "0" else "1") + right[1:]
    with pytest.raises(BadInputError, match="not the fingerprint"):
        propose(third, person("dirk"), wrong)
    proposed = propose(third, person("dirk"))
    with pytest.raises(BadInputError, match="not the fingerprint"):
        confirm(proposed, person("bram"), wrong)
    with pytest.raises(BadInputError, match="64 hexadecimal"):
        confirm(proposed, person("bram"), "soon")
    assert states() == ["CHE"]


def test_a_later_card_signed_by_the_trusted_one_needs_no_second_officer(line: Any, person: Get) -> None:
    renew_card(line.other, timezone.now().replace(microsecond=0))
    assert propose(line.other, person("dirk"), "") is None
    assert counterparts()[0].card.serial == 2


def test_a_card_that_revokes_the_key_before_it_is_compared_again(line: Any, person: Get) -> None:
    renew_card(line.other, timezone.now().replace(microsecond=0), revoke="stolen")
    proposed = propose(line.other, person("dirk"))
    assert proposed is not None
    confirm(proposed, person("bram"), proposed.fingerprint)
    assert counterparts()[0].card.revoked[0].reason == "stolen"


def test_a_card_put_aside_can_no_longer_be_trusted(third: Any, person: Get) -> None:
    proposed, dirk = propose(third, person("dirk")), person("dirk")
    card_decline(proposed=proposed, actor=dirk, who=dirk.identity(strong=True))
    with pytest.raises(BadInputError, match="decided"):
        confirm(proposed, person("bram"), proposed.fingerprint)


@pytest.mark.parametrize("text", ["", "not a card", "-----BEGIN CMS-----\nAAAA\n-----END CMS-----", "\u202e"])
def test_what_is_no_card_is_told_at_its_field(text: str, line: Any, person: Get) -> None:
    dirk = person("dirk")
    with pytest.raises(BadInputError) as slip:
        card_propose(text=text, fingerprint="x", at=timezone.now(), actor=dirk, who=dirk.identity(strong=True))
    assert slip.value.place.field == "card"
