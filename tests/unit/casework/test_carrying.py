"""What is carried from one record into another stays behind its wall and is handled no lower."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.casefile.case import Handling
from comity.casework.assets.models import Asset
from comity.casework.assets.registering import Ordered, order_record
from comity.casework.cases.case_file import BehindWallError, case_export
from comity.casework.cases.models import Case, Wall
from comity.casework.disclosure.services import bundle_make
from comity.casework.evidence.models import EvidenceItem
from comity.casework.people.models import Party
from comity.casework.records.carrying import carry_hindrance, protection_of
from comity.casework.records.models import Record
from comity.casework.requests.adding import Asked, request_add
from comity.casework.requests.conditions import hindrances_of_annexes
from comity.casework.tracing.figures import figure_take, proposed_statement
from comity.casework.tracing.models import MoneyTrace
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
ON = dt.date(2026, 11, 1)


@pytest.fixture
def wall(case: Case, person: Get) -> Wall:
    """A wall within which Anna stands."""
    made = Wall.objects.create(case=case, title="Need to know")
    made.members.add(person("anna"))
    return made


@pytest.fixture
def assets(case: Case) -> list[Asset]:
    return list(Asset.everything.select_related("case", "wall").filter(case=case)[:2])


def take(case: Case, anna: Any) -> None:
    trace = MoneyTrace.everything.select_related("case", "wall", "ledger").filter(case=case).earliest("pk")
    asset = Asset.everything.select_related("case", "wall").filter(case=case).earliest("pk")
    figure_take(
        trace=trace,
        rule="fifo",
        account="INVENTED2",
        asset=asset,
        statement=proposed_statement(trace, "fifo", "INVENTED2"),
        language="en",
        actor=anna,
        who=anna.identity(),
    )


def test_a_figure_of_a_trace_behind_a_wall_goes_into_an_asset_behind_the_same_one_only(
    case: Case, person: Get, wall: Wall
) -> None:
    MoneyTrace.everything.filter(case=case).update(wall=wall)
    other = Wall.objects.create(case=case, title="Another")
    other.members.add(person("anna"))
    for outside in (None, other):
        Asset.everything.filter(case=case).update(wall=outside)
        with pytest.raises(BadInputError, match=r"asset: T-1 stands behind a wall, and .* not behind the same one"):
            take(case, person("anna"))
    Asset.everything.filter(case=case).update(wall=wall)
    take(case, person("anna"))


def test_a_figure_goes_into_no_asset_that_is_handled_lower_than_its_trace(case: Case, person: Get) -> None:
    MoneyTrace.everything.filter(case=case).update(handling=Handling.CONFIDENTIAL)
    with pytest.raises(BadInputError, match=r"asset: T-1 is handled as confidential, and .* lower"):
        take(case, person("anna"))
    Asset.everything.filter(case=case).update(marks={"link_statement": Handling.CONFIDENTIAL})
    take(case, person("anna"))


def test_a_new_request_stands_behind_the_wall_of_whom_it_is_about_and_is_handled_as_high(
    case: Case, person: Get, wall: Wall
) -> None:
    Party.everything.filter(case=case, key="jan").update(wall=wall)
    Record.everything.filter(case=case, key="embezzlement").update(handling=Handling.CONFIDENTIAL)
    anna = person("anna")
    asked = Asked(to="CHE", measure="assistance", people=("jan",), conduct=("embezzlement",))
    request = request_add(case=case, asked=asked, on=ON, actor=anna, who=anna.identity())
    assert (request.wall, request.handling) == (wall, Handling.CONFIDENTIAL)


def test_an_order_about_assets_stands_behind_their_wall_and_never_behind_two(
    case: Case, person: Get, wall: Wall, assets: list[Asset]
) -> None:
    anna, ordered = person("anna"), Ordered("freezing_order", "CHE", "Example court (synthetic)", ON)
    for asset, chosen in zip(assets, (wall, Wall.objects.create(case=case, title="Another")), strict=True):
        chosen.members.add(anna)
        asset.wall = chosen
        asset.save()
    with pytest.raises(BadInputError, match="different walls"):
        order_record(assets=assets, ordered=ordered, on=ON, actor=anna, who=anna.identity())
    order = order_record(assets=assets[:1], ordered=ordered, on=ON, actor=anna, who=anna.identity())
    assert order.wall == wall


def test_a_bundle_for_the_defence_is_as_protected_as_what_is_in_it(case: Case, person: Get, wall: Wall) -> None:
    asset = Asset.everything.filter(case=case).earliest("pk")
    Asset.everything.filter(pk=asset.pk).update(wall=wall, handling=Handling.CONFIDENTIAL)
    anna = person("anna")
    given = {"recipient": "Counsel (synthetic)", "legal_basis": "x", "actor": anna, "who": anna.identity()}
    bundle = bundle_make(case=case, codes=[f"asset:{asset.key}"], **given)
    assert (bundle.wall, bundle.handling) == (wall, Handling.CONFIDENTIAL)


def test_evidence_behind_a_wall_leaves_with_no_request_that_stands_outside_it(
    case: Case, wall: Wall, request_: Get
) -> None:
    request = request_("freezing-che")
    document = request.data["annexes"][0]
    item = EvidenceItem.everything.filter(case=case).earliest("pk")
    EvidenceItem.everything.filter(pk=item.pk).update(data={**item.data, "document": document}, wall=wall)
    assert hindrances_of_annexes(request) == [
        f"{item.key} stands behind a wall, and freezing-che not behind the same one: put it there first"
    ]
    request.wall = wall
    assert hindrances_of_annexes(request) == []


def test_a_case_file_with_a_field_that_is_sealed_for_somebody_is_not_given_out_to_them(case: Case, person: Get) -> None:
    anna = person("anna")
    given = {"case": case, "on": ON, "actor": anna, "who": anna.identity(strong=True), "without": True}
    assert case_export(**given)["people"]
    Party.everything.filter(case=case, key="jan").update(marks={"birth": Handling.SECRET})
    anna.clearance = Handling.OFFICIAL_USE
    with pytest.raises(BehindWallError):
        case_export(**{**given, "who": anna.identity(strong=True)})


def test_what_more_people_may_see_is_no_hindrance_the_other_way_round(case: Case, wall: Wall) -> None:
    first, second = Asset.everything.filter(case=case)[:2]
    first.wall = wall
    assert carry_hindrance(second, first) == ""
    assert protection_of([first, second]).wall == wall
