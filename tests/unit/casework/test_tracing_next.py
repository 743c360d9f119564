"""From a trace to the next request and to what could be held: nothing typed twice, nothing told to the wrong person."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comity.casework.access import NotAllowedError
from comity.casework.assets.models import Asset
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.requests.models import Request
from comity.casework.tracing.accounts import state_of_iban
from comity.casework.tracing.asking_next import asked_next, next_step, next_steps, request_add_next, traces_behind
from comity.casework.tracing.freezing import freezing_rows
from comity.casework.tracing.models import MoneyTrace
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 1)
ABROAD = "CH5300000EXAMPLEB0002"
Person = Callable[[str], Any]


@pytest.fixture
def traced(case: Any) -> MoneyTrace:
    """The trace of the synthetic case."""
    return MoneyTrace.everything.select_related("case", "wall", "ledger").get(case=case)


def place(trace: MoneyTrace, who: Any, account: str = ABROAD) -> int:
    return next(step.number for step in next_steps(trace, who) if step.account == account)


def conduct(case: Any) -> str:
    from comity.casework.records.models import Record  # noqa: PLC0415 - one use

    return Record.everything.filter(case=case, kind="conduct").values_list("key", flat=True)[0]


def test_where_the_trail_ends_the_bank_and_the_state_are_known_from_the_asset(
    traced: MoneyTrace, person: Person
) -> None:
    who = person("anna").identity()
    step = next_step(traced, place(traced, who), who)
    assert (step.why, step.bank, step.state) == ("no_outflow_known", "Example Bank AG", "CHE")


def test_a_request_is_filled_in_from_the_trace(traced: MoneyTrace, person: Person) -> None:
    who = person("anna").identity()
    step = next_step(traced, place(traced, who), who)
    asked = asked_next(traced, step)
    assert (asked.to, asked.measure, asked.step, asked.assets) == ("CHE", "assistance", "bank_records", (step.asset,))
    for part in (ABROAD, "Example Bank AG", step.first, "fifo: ", traced.key, *step.transfers):
        assert part in asked.particulars


def test_the_trace_leads_to_the_request_and_the_request_to_the_trace(
    traced: MoneyTrace, person: Person, case: Any
) -> None:
    anna = person("anna")
    who, before = anna.identity(), LogEntry.objects.count()
    number = place(traced, who)
    client = Client()
    client.force_login(anna)
    form = client.get(f"/cases/{case.pk}/requests/new?trace={traced.pk}&place={number}").content.decode()
    assert "Example Bank AG" in form
    assert '<option value="CHE" selected>' in form
    step = next_step(traced, number, who)
    asked = asked_next(traced, step)
    given = {
        "to": "CHE", "measure": "assistance", "conduct": [conduct(case)], "assets": list(asked.assets),
        "step": "bank_records", "particulars": asked.particulars, "trace": traced.pk, "place": number,
    }  # fmt: skip
    assert client.post(f"/cases/{case.pk}/requests/new", given).status_code == 302
    request = Request.everything.latest("pk")
    assert LogEntry.objects.count() == before + 1
    assert log_check().troubles == ()
    traced.refresh_from_db()
    assert next_step(traced, number, who).request == request
    assert traces_behind(request, who) == [traced]
    assert traced.key in client.get(f"/requests/{request.pk}").content.decode()
    assert request.key in client.get(f"/traces/{traced.pk}").content.decode()


def test_a_place_that_the_trace_does_not_name_makes_no_request(traced: MoneyTrace, person: Person, case: Any) -> None:
    anna, before = person("anna"), Request.everything.count()
    asked = asked_next(traced, next_steps(traced, anna.identity())[0])
    with pytest.raises(BadInputError, match="does not ask for this"):
        request_add_next(case=case, trace=traced, number=99, asked=asked, on=ON, actor=anna, who=anna.identity())
    lena = person("lena")
    with pytest.raises(NotAllowedError):
        request_add_next(case=case, trace=traced, number=0, asked=asked, on=ON, actor=lena, who=lena.identity())
    assert Request.everything.count() == before


def test_the_freezing_table_names_owner_controller_lien_share_and_claims(traced: MoneyTrace, person: Person) -> None:
    holdings = traced.data["pages"]["fifo"]["holdings"]
    rows = {row.account: row for row in freezing_rows(traced, holdings, person("anna").identity(), ON)}
    abroad = rows[ABROAD]
    assert (abroad.owner, abroad.bank, abroad.state) == ("Example Trading SA", "Example Bank AG", "CHE")
    assert "Jan Voorbeeld" in abroad.controllers
    assert abroad.traced == next(h["amount"] for h in holdings if h["account"] == ABROAD)
    assert rows["INVENTED2"].asset is None


def test_an_asset_behind_a_wall_is_not_told_to_those_outside_it(traced: MoneyTrace, person: Person, case: Any) -> None:
    wall = case.walls.first()
    abroad = next(one for one in Asset.everything.filter(case=case) if one.data.get("identifier") == ABROAD)
    Asset.everything.filter(pk=abroad.pk).update(wall=wall)
    outside = next(name for name in ("pia", "fien", "lena") if not wall.members.filter(pk=person(name).pk).exists())
    who, holdings = person(outside).identity(), traced.data["pages"]["fifo"]["holdings"]
    assert all(row.asset is None for row in freezing_rows(traced, holdings, who, ON) if row.account == ABROAD)
    assert next_step(traced, place(traced, who), who).bank == ""
    inside = person("anna").identity()
    assert all(
        r.asset is None for r in freezing_rows(traced, holdings, inside, ON, for_exhibit=True) if r.account == ABROAD
    )


@pytest.mark.parametrize(
    ("number", "state"),
    [
        ("CH93 0076 2011 6238 5295 7", "CHE"),
        ("CH93 0076 2011 6238 5295 8", ""),
        ("12345", ""),
        ("GB82WEST12345698765432", "GBR"),
    ],
)
def test_a_state_is_read_from_an_account_number_only_where_its_check_digits_hold(number: str, state: str) -> None:
    assert state_of_iban(number) == state
