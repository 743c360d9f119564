"""What somebody writes wrongly in the office: a sentence in their language, at a field that is on the page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comity.casework.assets.models import Asset, AssetClaim
from comity.casework.extradition.models import Extradition
from comity.casework.records.models import Record
from comity.casework.returns.models import ReturnPlan

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
SUMMARY = re.compile(r'error-summary__list">(.*?)</ul>', re.DOTALL)


@pytest.fixture
def anna(person: Person) -> Client:
    client = Client()
    client.force_login(person("anna"))
    session = client.session
    session["language"] = "zh-hans"
    session.save()
    return client


def wrong(client: Client, address: str, given: dict[str, Any]) -> tuple[str, str]:
    """Where the first line of the summary leads, and what it says; its field is on the page."""
    answer = client.post(address, given)
    assert answer.status_code == 422
    body = answer.content.decode()
    found = SUMMARY.search(body)
    assert found
    leads = re.search(r'href="#([^"]*)"', found[1])
    at = leads[1] if leads else ""
    assert not at or f'id="{at}"' in body, at
    return at, re.sub(r"<[^>]+>", "", found[1]).strip()


@pytest.mark.parametrize(
    ("page", "given", "field", "told"),
    [
        ("/cases/new", {"reference": "X", "title": "Y", "handling": "everybody"}, "handling", ""),
        ("/cases/new", {"reference": "", "title": "Y"}, "reference", "必填|需要"),
        ("/cases/CASE/travels/new", {"host": "DEU", "first": "31.12.2025"}, "", ""),
    ],
)
def test_a_slip_is_told_in_the_language_of_the_page(
    anna: Client, case: Any, page: str, given: dict[str, str], field: str, told: str
) -> None:
    at, text = wrong(anna, page.replace("CASE", str(case.pk)), given)
    assert not field or at == field
    assert re.search(told or r"[\u4e00-\u9fff]", text), text


@pytest.mark.parametrize(("amount", "told"), [("1e309", "不是金额"), ("12,5", "不是金额")])
def test_a_slip_in_a_value_is_told_at_the_value(anna: Client, case: Any, amount: str, told: str) -> None:
    asset = Asset.everything.get(case=case, key="account-b")
    page = anna.get(f"/assets/{asset.pk}/edit").content.decode()
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    given = {"kind": "account", "description": "An account", "amount": amount, "currency": "EUR", "on": "2026-01-01"}
    at, text = wrong(anna, f"/assets/{asset.pk}/edit", {**given, "revision": revision[1]})
    assert at == "amount"
    assert told in text


def test_a_reference_to_nobody_names_no_other_record(anna: Client, case: Any) -> None:
    record = Record.everything.get(case=case, kind="proceedings", key="p-jan")
    page = anna.get(f"/records/{record.pk}").content.decode()
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    answer = anna.post(f"/records/{record.pk}", {"people": "nobody-here", "revision": revision[1]})
    summary = SUMMARY.search(answer.content.decode())
    assert answer.status_code == 422
    assert summary
    assert not {key for key in ("beat", "mieke", "oscar") if key in summary[1]}


@pytest.mark.parametrize("kind", ["extraditions", "returns", "claims"])
def test_a_day_that_is_none_is_told_at_the_step_that_it_was_given_for(
    client: Client, case: Any, person: Person, kind: str
) -> None:
    """A page shows several steps, each with a day of its own; what was typed beside it stays."""
    models = {"extraditions": Extradition, "returns": ReturnPlan, "claims": AssetClaim}
    for name in ("anna", "lena", "dirk"):
        client.force_login(person(name))
        pages = [f"/{kind}/{pk}" for pk in models[kind]._base_manager.values_list("pk", flat=True)]  # noqa: SLF001
        for page in pages:
            shown = client.get(page)
            forms = re.findall(r'<form method="post" action="([^"]*/act)".*?</form>', shown.content.decode(), re.DOTALL)
            asked = re.search(r'name="action" value="(\w+)"', shown.content.decode())
            if shown.status_code == 200 and forms and asked:
                given = {"action": asked[1], "revision": "1", "day": "soon", "reason": "What I had typed"}
                assert wrong(client, forms[0], given)[0] == f"day-{asked[1]}"
                assert b"What I had typed" in client.post(forms[0], given).content
                return
    raise AssertionError(f"nobody may take a step of {kind}")


def test_a_summary_without_a_source_leads_to_the_first_row_of_sources(client: Client, person: Person) -> None:
    for name in ("anna", "ida", "pia", "omar", "lena"):
        client.force_login(person(name))
        if client.get("/library/new").status_code == 200:
            body = client.post("/library/new", {"title": "A case (synthetic)"}).content.decode()
            leads = re.findall(r'<li><a href="#([^"]*)"', body)
            assert "sources-1" in leads
            assert all(f'id="{at}"' in body for at in leads)
            return
    raise AssertionError("nobody may write a summary")


def test_a_day_that_is_none_is_told_at_the_playbook_that_it_was_given_for(anna: Client, case: Any) -> None:
    at, text = wrong(anna, f"/cases/{case.pk}/playbook", {"playbook": "asset-recovery", "start": "soon"})
    assert at == "start-asset-recovery"
    assert re.search(r"[\u4e00-\u9fff]", text)
    assert wrong(anna, f"/cases/{case.pk}/playbook", {"playbook": "no such", "start": "2026-11-22"})[0] == ""
