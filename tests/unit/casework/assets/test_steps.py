"""Steps of an asset: each needs its order or agreement on record, and what stands on the ledger moves with it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.casework.access import NotAllowedError
from comity.casework.assets.ledger import returnable_of, standing
from comity.casework.assets.models import Asset
from comity.casework.assets.selectors import OrderKind, orders_on_file
from comity.casework.assets.steps import caught_up
from comity.casework.ledger.accounts import STAGES, Account
from comity.casework.lifecycle import GuardError
from comity.casework.log.models import LogEntry
from comity.casework.records.services import ChangedMeanwhileError
from comity.common.errors import BadInputError
from unit.casework.assets.desk import TODAY, eur, of, order, signed, step, value

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]


@pytest.fixture
def land(case: Any) -> Asset:
    """A parcel in Uruguay, identified, with its price of 430,000 euro on the ledger."""
    return of(case, "land")


def at_stage(asset: Asset) -> dict[Account, int]:
    return {at[0]: minor for at, minor in standing(asset).items() if at[0] in STAGES}


def test_an_order_of_the_home_state_does_not_freeze_what_is_abroad(land: Asset, person: Get) -> None:
    home = [o for o in orders_on_file(land) if o.kind == "freezing_order"]
    assert [(o.state, o.takes_effect) for o in home] == [("NLD", False)]
    with pytest.raises(GuardError, match="takes effect where the asset is"):
        step(land, "freeze", person("anna"))
    assert of(land.case, "land").state == "identified"


def test_an_order_of_the_state_where_the_asset_is_freezes_it_and_its_sum(land: Asset, person: Get) -> None:
    anna = person("anna")
    order(land, OrderKind.FREEZING, "URY", anna)
    assert step(land, "freeze", anna).state == "frozen"
    assert at_stage(land) == {Account.FROZEN: 43_000_000}


def test_an_order_made_after_the_day_of_the_step_does_not_count(land: Asset, person: Get) -> None:
    order(land, OrderKind.FREEZING, "URY", person("anna"), made=TODAY)
    with pytest.raises(GuardError):
        step(land, "freeze", person("anna"), day=TODAY - dt.timedelta(days=1))


@pytest.mark.parametrize("final", [None, False])
def test_an_order_of_which_nobody_says_that_it_is_final_confiscates_nothing(
    final: bool | None, land: Asset, person: Get
) -> None:
    anna = person("anna")
    order(land, OrderKind.FREEZING, "URY", anna)
    step(land, "freeze", anna)
    order(land, OrderKind.CONFISCATION, "URY", anna, final=final)
    with pytest.raises(GuardError, match="No final confiscation order"):
        step(land, "confiscate", anna)


def confiscated(land: Asset, anna: Any) -> Asset:
    for kind in (OrderKind.FREEZING, OrderKind.CONFISCATION):
        order(land, kind, "URY", anna, final=True)
    step(land, "freeze", anna)
    return step(land, "confiscate", anna)


def test_a_sale_below_the_value_on_record_books_the_difference(land: Asset, person: Get) -> None:
    confiscated(land, person("anna"))
    step(land, "realise", person("anna"), money=eur("401250.50"))
    found = standing(land)
    assert found[Account.REALISED, "EUR", "URY"] == 40_125_050
    assert found[Account.VALUATION_DIFFERENCE, "EUR", "URY"] == 43_000_000 - 40_125_050


def test_nothing_is_returned_without_an_agreement_in_force(land: Asset, person: Get) -> None:
    confiscated(land, person("anna"))
    with pytest.raises(GuardError, match="No agreement"):
        step(land, "return", person("anna"))


def test_each_party_gets_its_exact_part_in_whatever_order_they_are_paid(land: Asset, person: Get) -> None:
    anna = person("anna")
    confiscated(land, anna)
    step(land, "realise", anna, money=eur("100000.01"))
    signed(land, anna)
    step(land, "return", anna)
    assert step(land, "return_rest", anna).state == "returned"
    assert at_stage(land) == {Account.RETURNED: 8_000_001, Account.SHARED: 2_000_000}
    with pytest.raises(BadInputError, match="nothing is left to pay out"):
        step(land, "return_rest", anna)


def test_a_part_that_moves_leaves_the_rest_where_it_stands(land: Asset, person: Get) -> None:
    anna = person("anna")
    order(land, OrderKind.FREEZING, "URY", anna)
    step(land, "freeze", anna, money=eur("30000.00"))
    assert at_stage(land) == {Account.FROZEN: 3_000_000, Account.SUSPECTED: 40_000_000}
    assert sum(p.minor for p in caught_up(of(land.case, "land"), Account.FROZEN, None)) == 0
    with pytest.raises(BadInputError, match="has not come so far"):
        caught_up(of(land.case, "land"), Account.REALISED, None)


def test_what_is_lifted_is_no_longer_held(land: Asset, person: Get) -> None:
    anna = person("anna")
    order(land, OrderKind.FREEZING, "URY", anna)
    step(land, "freeze", anna)
    with pytest.raises(GuardError, match="reason"):
        step(land, "lift", anna)
    step(land, "lift", anna, reason="the order was quashed")
    assert at_stage(land) == {Account.SUSPECTED: 43_000_000}
    assert returnable_of(land) == {}


def test_a_step_and_its_booking_are_one_leaf_of_the_log(land: Asset, person: Get) -> None:
    order(land, OrderKind.FREEZING, "URY", person("anna"))
    before = LogEntry.objects.count()
    step(land, "freeze", person("anna"))
    assert LogEntry.objects.count() == before + 1
    last = LogEntry.objects.latest("index")
    assert (last.event, last.subject, last.key) == ("frozen", "asset", "land")
    assert last.detail.data["ledger"]["postings"]


def test_a_step_without_any_sum_on_the_ledger_is_taken_all_the_same(case: Any, person: Get) -> None:
    account = of(case, "account-consult")
    assert step(account, "identify", person("anna")).state == "identified"
    order(account, OrderKind.FREEZING, "NLD", person("anna"))
    assert step(account, "freeze", person("anna")).state == "frozen"
    assert standing(account) == {}


def test_a_step_that_was_looked_at_before_another_was_taken_is_refused(land: Asset, person: Get) -> None:
    value(land, "1.00", person("anna"))
    anna = person("anna")
    order(land, OrderKind.FREEZING, "URY", anna)
    step(land, "freeze", anna)
    from comity.casework.assets.steps import asset_act  # noqa: PLC0415

    with pytest.raises(ChangedMeanwhileError):
        asset_act(asset=land, action="charge", revision=1, on=TODAY, actor=anna, who=anna.identity())


@pytest.mark.parametrize("name", ["lena", "fien", "dirk"])
def test_who_only_reads_the_case_moves_no_asset(name: str, land: Asset, person: Get) -> None:
    with pytest.raises(NotAllowedError):
        step(land, "close", person(name))


def test_a_day_still_to_come_is_refused_at_its_field(land: Asset, person: Get) -> None:
    with pytest.raises(BadInputError, match="still to come") as refused:
        step(land, "close", person("anna"), day=TODAY + dt.timedelta(days=1))
    assert refused.value.place.field == "day"
