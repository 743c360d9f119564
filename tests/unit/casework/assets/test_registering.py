"""The register: assets are case file records, checked at their field, and limits of orders carry their source."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.casefile.loader import case_from_data
from comity.casework.assets.agreements import Costs
from comity.casework.assets.claims import ClaimKind, Outcome
from comity.casework.assets.ledger_models import LedgerEntry, LedgerPosting
from comity.casework.assets.models import Agreement, Asset, AssetClaim, AssetOrder
from comity.casework.assets.registering import asset_add, asset_change
from comity.casework.assets.selectors import OrderKind
from comity.casework.cases.case_file import case_data
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.ledger.accounts import Account
from comity.casework.ledger.entries import EntryKind
from comity.casework.records.services import ChangedMeanwhileError
from comity.common.errors import BadInputError
from unit.casework.assets.desk import TODAY, of, order, step

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
CAR = {"kind": "vehicle", "description": {"en": "An invented car"}, "state": "URY", "identifier": "EX-1"}


def add(case: Any, actor: Any, **data: Any) -> Asset:
    return asset_add(case=case, data={**CAR, **data}, actor=actor, who=actor.identity())


def test_an_asset_that_is_added_comes_out_in_the_case_file(case: Any, person: Get) -> None:
    asset = add(case, person("anna"), value={"amount": "12000.00", "currency": "EUR", "on": "2026-10"})
    read = case_from_data(case_data(case), "x").assets[-1]
    assert (read.id, read.kind, str(read.value.money)) == ("vehicle-1", "vehicle", "12,000.00 EUR")
    assert add(case, person("anna")).key == "vehicle-2"
    assert asset.state == "suspected"


def test_an_asset_can_be_added_to_a_case_that_was_opened_by_hand(person: Get) -> None:
    from comity.casework.cases.models import Case  # noqa: PLC0415

    assert add(Case.everything.get(reference="AR-2024-0093"), person("anna")).key == "vehicle-1"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "spaceship"}, "kind"),
        ({"state": "XXX"}, "state"),
        ({"holder": "nobody"}, "holder"),
        ({"value": {"amount": "a lot", "currency": "EUR"}}, "amount"),
        ({"description": {}}, "description"),
        ({"share": "half"}, "share"),
    ],
)
def test_a_slip_is_told_at_its_field_and_nothing_is_kept(
    wrong: dict[str, Any], field: str, case: Any, person: Get
) -> None:
    before = Asset.everything.count()
    with pytest.raises(BadInputError) as refused:
        add(case, person("anna"), **wrong)
    assert refused.value.place.field == field
    assert Asset.everything.count() == before


def test_two_people_do_not_overwrite_one_another(case: Any, person: Get) -> None:
    anna, pia, land = person("anna"), person("pia"), of(case, "land")
    asset_change(asset=land, data={**land.data, "bank": "x"}, revision=2, actor=anna, who=anna.identity())
    with pytest.raises(ChangedMeanwhileError):
        asset_change(asset=of(case, "land"), data=land.data, revision=2, actor=pia, who=pia.identity())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"court": " "}, "court"),
        ({"court": "x" * 301}, "court"),
        ({"state": ""}, "state"),
        ({"made": TODAY + dt.timedelta(days=1)}, "made"),
        ({"ends": TODAY}, "limit_source"),
        ({"ends": TODAY - dt.timedelta(days=9), "limit_source": "x"}, "ends"),
        ({"claims_by": TODAY}, "limit_source"),
    ],
)
def test_an_order_with_a_slip_is_told_at_its_field(wrong: dict[str, Any], field: str, case: Any, person: Get) -> None:
    with pytest.raises(BadInputError) as refused:
        order(of(case, "land"), OrderKind.FREEZING, wrong.pop("state", "URY"), person("anna"), **wrong)
    assert refused.value.place.field == field


def dates(person: Get, key: str) -> list[Any]:
    return [d for d in deadlines_for(person("anna").identity(), TODAY) if d.about.key == key]


def test_the_end_of_a_freezing_order_is_a_deadline_only_where_the_order_sets_one(case: Any, person: Get) -> None:
    anna, land = person("anna"), of(case, "land")
    order(land, OrderKind.FREEZING, "URY", anna)
    step(land, "freeze", anna)
    assert dates(person, "land") == []
    end = TODAY + dt.timedelta(days=30)
    order(land, OrderKind.FREEZING, "URY", anna, ends=end, limit_source="part 2", made=TODAY, reference="F-2")
    (deadline,) = dates(person, "land")
    assert (deadline.due, deadline.source) == (end, "A court, F-2, part 2")


def test_the_end_of_a_freeze_is_no_deadline_once_the_asset_is_confiscated(case: Any, person: Get) -> None:
    anna, account = person("anna"), of(case, "account-a")
    assert len(dates(person, "account-a")) == 1
    order(account, OrderKind.CONFISCATION, "CHE", anna, final=True)
    step(account, "confiscate", anna)
    assert dates(person, "account-a") == []


def test_the_last_day_for_claims_that_an_order_sets_is_a_deadline(case: Any, person: Get) -> None:
    last = TODAY + dt.timedelta(days=20)
    order(of(case, "account-b"), OrderKind.CONFISCATION, "CHE", person("anna"), claims_by=last, limit_source="part 5")
    assert last in {d.due for d in dates(person, "account-b")}


@pytest.mark.parametrize(
    ("model", "column", "codes"),
    [
        (AssetOrder, "kind", OrderKind),
        (AssetClaim, "kind", ClaimKind),
        (AssetClaim, "outcome", Outcome),
        (Agreement, "costs", Costs),
        (LedgerEntry, "kind", EntryKind),
        (LedgerPosting, "account", Account),
    ],
)
def test_every_code_of_the_vocabulary_fits_its_column(model: Any, column: str, codes: Any) -> None:
    assert max(len(code) for code in codes) <= model._meta.get_field(column).max_length  # noqa: SLF001
