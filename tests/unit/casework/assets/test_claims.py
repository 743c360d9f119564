"""Claims on assets: what is claimed is held back until the claim is final, and then what was granted."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.casework.access import NotAllowedError
from comity.casework.assets.claims import Decision, Filing, claim_act, claim_file
from comity.casework.assets.ledger import all_entries, returnable_of, standing
from comity.casework.assets.models import AssetClaim
from comity.casework.assets.posting import entry_reverse
from comity.casework.ledger.accounts import Account
from comity.casework.lifecycle import GuardError
from comity.casework.log.models import LogEntry
from comity.common.errors import BadInputError
from comity.common.money import Money
from unit.casework.assets.desk import TODAY, claim_of, eur, of, signed, step

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
LATER = TODAY + dt.timedelta(days=10)


def file(case: Any, actor: Any, money: Money | None = None, kind: str = "victim", key: str = "account-b") -> AssetClaim:
    asset = of(case, key)
    return claim_file(
        asset=asset,
        filing=Filing(kind, "A claimant", "", money, TODAY),
        on=TODAY,
        revision=asset.revision,
        actor=actor,
        who=actor.identity(),
    )


def act(claim: AssetClaim, action: str, actor: Any, on: dt.date = TODAY, **more: Any) -> AssetClaim:
    claim = AssetClaim.everything.get(pk=claim.pk)
    more = {"source": "a letter", **more}
    return claim_act(
        claim=claim, action=action, revision=claim.revision, on=on, actor=actor, who=actor.identity(), **more
    )


def decision(**more: Any) -> Decision:
    return Decision(**{"court": "A court", "outcome": "granted_in_part", "granted": eur("4500.00"), **more})


def test_a_claim_that_is_not_final_is_held_back_as_it_was_made(case: Any) -> None:
    assert claim_of(case).granted == 450_000
    assert returnable_of(of(case, "account-b")) == {"EUR": 90_000_000 - 1_200_000}


def test_only_the_granted_sum_is_held_back_once_the_time_for_an_appeal_is_over(case: Any, person: Get) -> None:
    with pytest.raises(GuardError, match="time limit for an appeal"):
        act(claim_of(case), "make_claim_final", person("anna"))
    act(claim_of(case), "make_claim_final", person("anna"), on=LATER)
    assert returnable_of(of(case, "account-b")) == {"EUR": 90_000_000 - 450_000}


def test_a_paid_claim_leaves_the_asset_and_is_held_back_no_longer(case: Any, person: Get) -> None:
    anna = person("anna")
    act(claim_of(case), "make_claim_final", anna, on=LATER)
    act(claim_of(case), "pay_claim", anna, on=LATER)
    asset = of(case, "account-b")
    assert standing(asset)[Account.RELEASED, "EUR", "CHE"] == 450_000
    assert returnable_of(asset) == {"EUR": 90_000_000 - 450_000}
    with pytest.raises(GuardError, match="grants nothing, or"):
        act(claim_of(case), "pay_claim", anna, on=LATER)


def test_a_payment_that_is_taken_back_is_owed_again(case: Any, person: Get) -> None:
    anna = person("anna")
    act(claim_of(case), "make_claim_final", anna, on=LATER)
    act(claim_of(case), "pay_claim", anna, on=LATER)
    paid = all_entries(of(case, "account-b"))[-1]
    entry_reverse(entry=paid, reason="sent back", on=LATER, actor=anna, who=anna.identity())
    assert returnable_of(of(case, "account-b")) == {"EUR": 90_000_000 - 450_000}
    assert act(claim_of(case), "pay_claim", anna, on=LATER).state == "paid"


def test_a_claim_without_a_sum_holds_everything_back(case: Any, person: Get) -> None:
    anna, asset = person("anna"), of(case, "account-b")
    claim = file(case, anna)
    assert returnable_of(asset) == {"EUR": 0}
    signed(asset, anna)
    with pytest.raises(BadInputError, match="claims hold it back"):
        step(asset, "return", anna)
    act(claim, "withdraw_claim", anna, reason="settled")
    assert step(asset, "return", anna).state == "returned"


def test_a_return_leaves_what_claims_hold_back(case: Any, person: Get) -> None:
    anna, asset = person("anna"), of(case, "account-b")
    signed(asset, anna, shares=({"state": "NLD", "part": "1", "role": "return"},))
    step(asset, "return", anna)
    assert standing(asset)[Account.CONFISCATED, "EUR", "CHE"] == 1_200_000
    act(claim_of(case), "withdraw_claim", anna, reason="settled")
    step(asset, "return_rest", anna)
    assert standing(asset)[Account.RETURNED, "EUR", "NLD"] == 90_000_000


def test_an_appeal_opens_a_decided_claim_again(case: Any, person: Get) -> None:
    anna = person("anna")
    act(claim_of(case), "appeal_claim", anna)
    assert act(claim_of(case), "decide_claim", anna, decision=decision(outcome="refused")).granted == 0
    act(claim_of(case), "make_claim_final", anna, reason="no further appeal lies")
    assert returnable_of(of(case, "account-b")) == {"EUR": 90_000_000}


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"court": " "}, "court", "name the authority"),
        ({"outcome": "maybe"}, "outcome", "choose the outcome"),
        ({"good_faith": None}, "good_faith", "only where good faith was found"),
        ({"granted": eur("12000.01")}, "amount", "more was granted than claimed"),
        ({"granted": Money.parse("1", "CHF")}, "currency", "another currency"),
        ({"granted": None}, "amount", "sum that was granted"),
        ({"appeal_by": LATER}, "appeal_source", "where this time limit is set"),
        ({"appeal_by": TODAY - dt.timedelta(days=1), "appeal_source": "x"}, "appeal_by", "before the decision"),
    ],
)
def test_a_decision_with_a_slip_is_told_at_its_field(
    wrong: dict[str, Any], field: str, sentence: str, case: Any, person: Get
) -> None:
    anna = person("anna")
    act(claim_of(case), "appeal_claim", anna)
    before = LogEntry.objects.count()
    with pytest.raises(BadInputError, match=sentence) as refused:
        act(claim_of(case), "decide_claim", anna, decision=decision(**{"good_faith": True, **wrong}))
    assert refused.value.place.field == field
    assert (claim_of(case).state, LogEntry.objects.count()) == ("appealed", before)


def test_a_claim_is_one_leaf_under_its_asset(case: Any, person: Get) -> None:
    before = LogEntry.objects.count()
    file(case, person("pia"), eur("5.00"))
    last = LogEntry.objects.latest("index")
    assert (LogEntry.objects.count(), last.event, last.key) == (before + 1, "victim_claimed", "account-b")


def test_a_lawyer_may_record_a_claim_and_a_reader_may_not(case: Any, person: Get) -> None:
    assert file(case, person("lena"), eur("5.00")).state == "filed"
    with pytest.raises(NotAllowedError):
        file(case, person("fien"), eur("5.00"))


def test_no_claim_is_taken_on_what_nobody_holds_yet(case: Any, person: Get) -> None:
    with pytest.raises(BadInputError, match="not possible while the state is 'identified'"):
        file(case, person("anna"), key="land")
