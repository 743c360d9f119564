"""The pages of assets: forms that lose nothing, slips told at their field, sums with their proof, a harmless CSV."""

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from comity.casefile.case import Handling
from comity.casework.assets.ledger_models import LedgerEntry
from comity.casework.assets.models import Agreement, Asset, AssetClaim, AssetOrder
from comity.casework.cases.services import wall_build
from comity.casework.ledger.entries import EntryKind
from comity.casework.log.models import LogEntry
from comity.casework.records.models import Record
from comity.casework.records.services import record_mark, record_wall
from comity.web.asset_fields import asset_data, asset_typed
from comity.web.views.ledger import harmless

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]


def browser(user: Any, *, strong: bool = False) -> Client:
    client = Client()
    client.force_login(user)
    if strong:
        session = client.session
        session["strong"] = True
        session.save()
    return client


@pytest.fixture
def anna(person: Person) -> Client:
    return browser(person("anna"))


def of(case: Any, key: str) -> Asset:
    return Asset.everything.select_related("case").get(case=case, key=key)


def form_of(values: dict[str, Any]) -> QueryDict:
    form = QueryDict(mutable=True)
    form.update({name: str(value) for name, value in values.items()})
    return form


@pytest.mark.parametrize("key", ["account-a", "account-b", "account-consult", "land"])
def test_saving_an_asset_without_a_change_leaves_the_case_file_as_it_was(key: str, case: Any, anna: Client) -> None:
    asset = of(case, key)
    assert asset_data(form_of(asset_typed(asset)), case, asset.data) == asset.data
    answer = anna.post(f"/assets/{asset.pk}/edit", {**asset_typed(asset), "revision": asset.revision})
    assert answer.status_code == 302
    assert of(case, key).data == asset.data


def test_a_change_in_one_language_leaves_the_others_and_all_that_the_form_does_not_ask(case: Any, anna: Client) -> None:
    asset = of(case, "account-a")
    first, *others = case.languages
    typed = {**asset_typed(asset), "description": "Account A, corrected", "bank": "", "revision": asset.revision}
    assert anna.post(f"/assets/{asset.pk}/edit", typed).status_code == 302
    data = of(case, "account-a").data
    assert data["description"] == {**asset.data["description"], first: "Account A, corrected"}
    assert all(data["description"][language] == asset.data["description"][language] for language in others)
    assert "bank" not in data
    assert data["transactions"] == asset.data["transactions"]


def test_a_sealed_field_is_neither_shown_nor_lost(case: Any, person: Person) -> None:
    anna, asset = person("anna"), of(case, "account-a")
    record_mark(record=asset, field="identifier", handling=Handling.SECRET, actor=anna, who=anna.identity())
    client, asset = browser(person("pia")), of(case, "account-a")
    body = client.get(f"/assets/{asset.pk}/edit").content.decode()
    assert asset.data["identifier"] not in body
    typed = {**asset_typed(asset), "identifier": "changed", "bank": "Another bank", "revision": asset.revision}
    assert client.post(f"/assets/{asset.pk}/edit", typed).status_code == 302
    assert of(case, "account-a").data["identifier"] == asset.data["identifier"]
    assert of(case, "account-a").data["bank"] == "Another bank"


def test_a_slip_in_the_form_leads_to_its_field_and_keeps_what_was_typed(case: Any, anna: Client) -> None:
    fields = {"kind": "vessel", "description": "A boat", "state": "URY", "share": "half", "bank": "Kept"}
    answer = anna.post(f"/cases/{case.pk}/assets/new", fields)
    assert answer.status_code == 422
    assert b'href="#share"' in answer.content
    assert b'value="Kept"' in answer.content


BOOKINGS: list[tuple[EntryKind, dict[str, str]]] = [
    (EntryKind.VALUE, {"amount": "12.50", "currency": "chf", "holder": "CHE"}),
    (EntryKind.INTEREST, {"place": "confiscated|EUR|CHE", "amount": "3.10"}),
    (EntryKind.COST, {"place": "confiscated|EUR|CHE", "amount": "100.00"}),
    (EntryKind.COST, {"place": "confiscated|EUR|CHE", "amount": "100.00", "borne": "1"}),
    (EntryKind.REVALUATION, {"place": "confiscated|EUR|CHE", "amount": "899999.99"}),
    (
        EntryKind.EXCHANGE,
        {
            "place": "confiscated|EUR|CHE",
            "amount": "100.00",
            "received": "94.90",
            "to_currency": "CHF",
            "rate": "0.9506",
            "rate_source": "Invented sheet",
            "rate_on": "2026-03-02",
        },
    ),
]


@pytest.mark.parametrize(("kind", "fields"), BOOKINGS)
def test_every_kind_of_entry_can_be_booked_in_the_browser(
    kind: EntryKind, fields: dict[str, str], case: Any, anna: Client
) -> None:
    asset = of(case, "account-b")
    given = {"day": "2026-03-02", "source": "A letter", "text": "For a test", **fields}
    assert anna.post(f"/assets/{asset.pk}/entries/new?kind={kind}", given).status_code == 302
    entry = LedgerEntry.everything.filter(asset=asset).latest("number")
    assert (entry.kind, entry.source, sum(p.minor for p in entry.postings.filter(currency="EUR"))) == (
        kind.value,
        "A letter",
        0,
    )
    assert entry.text == "For a test"
    assert anna.get(f"/ledger/{entry.pk}").status_code == 200


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        (EntryKind.VALUE, {"amount": "a lot"}, "amount"),
        (EntryKind.VALUE, {"amount": "-5"}, "amount"),
        (EntryKind.VALUE, {"amount": "1.005"}, "amount"),
        (EntryKind.VALUE, {"currency": "ZZZ"}, "currency"),
        (EntryKind.VALUE, {"day": "tomorrow"}, "day"),
        (EntryKind.VALUE, {"source": ""}, "source"),
        (EntryKind.INTEREST, {"place": "nowhere"}, "place"),
        (EntryKind.COST, {"place": "confiscated|EUR|CHE", "amount": "900000.01"}, "amount"),
        (EntryKind.EXCHANGE, {**BOOKINGS[-1][1], "rate": "much"}, "rate"),
        (EntryKind.EXCHANGE, {**BOOKINGS[-1][1], "rate_source": ""}, "rate_source"),
        (EntryKind.MOVE, {"stage": "returned", "amount": ""}, "stage"),
    ],
)
def test_a_slip_in_an_entry_is_told_at_its_field_and_books_nothing(
    kind: EntryKind, wrong: dict[str, str], field: str, case: Any, anna: Client
) -> None:
    asset, before = of(case, "account-b"), LedgerEntry.everything.count()
    right = {"day": "2026-03-02", "source": "A letter", "amount": "5", "currency": "EUR", "holder": "CHE"}
    answer = anna.post(f"/assets/{asset.pk}/entries/new?kind={kind}", {**right, **wrong})
    assert answer.status_code == 422
    if kind is not EntryKind.MOVE:
        assert f'href="#{field}"' in answer.content.decode()
    assert LedgerEntry.everything.count() == before


def test_a_sum_opens_the_entries_that_prove_it(case: Any, anna: Client) -> None:
    body = anna.get(
        f"/cases/{case.pk}/ledger/entries?account=frozen&currency=EUR&holder=CHE&asset=account-a"
    ).content.decode()
    assert "1,252,140.55 EUR" in body
    assert body.count('href="/ledger/') == 2


def test_the_sums_of_the_register_and_of_an_agreement_open_their_proof(case: Any, anna: Client) -> None:
    register = anna.get(f"/cases/{case.pk}/assets").content.decode()
    (proof,) = re.findall(r'href="([^"]*held=1[^"]*asset=account-a[^"]*)"', register)
    assert '<strong><bdi dir="ltr">1,252,140.55 EUR</bdi></strong>' in anna.get(unescape(proof)).content.decode()
    agreement = anna.get(f"/agreements/{Agreement.everything.get().pk}").content.decode()
    paid = [unescape(link) for link in re.findall(r'href="([^"]*kind=distribution[^"]*)"', agreement)]
    told = [anna.get(link).content.decode() for link in paid]
    for amount, body in zip(("1,063,120.00", "265,780.00"), told, strict=True):
        assert f'<strong><bdi dir="ltr">{amount} EUR</bdi></strong>' in body


def test_the_picture_stands_above_a_table_with_the_same_sums(case: Any, anna: Client) -> None:
    body = anna.get(f"/cases/{case.pk}/ledger").content.decode()
    assert body.count("<svg") == 1
    for amount in ("430,000.00 EUR", "1,252,140.55 EUR", "900,000.00 EUR"):
        assert body.count(amount) >= 3  # in the picture, in its title, and in the table


def test_an_entry_is_taken_back_in_the_browser_and_both_stay(case: Any, anna: Client) -> None:
    entry = LedgerEntry.everything.get(case=case, kind="interest")
    assert anna.post(f"/ledger/{entry.pk}/back", {"reason": ""}).status_code == 422
    answer = anna.post(f"/ledger/{entry.pk}/back", {"reason": "counted twice"}, follow=True)
    assert f'href="/ledger/{entry.pk}"' in answer.content.decode()
    assert b"Entry taken back" in anna.get(f"/ledger/{entry.pk}").content


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_the_csv_needs_a_second_factor_is_logged_and_adds_up(case: Any, person: Person) -> None:
    anna, asset = person("anna"), of(case, "land")
    given = {"day": "2026-03-02", "source": '=HYPERLINK("http://x")', "amount": "1", "currency": "EUR", "holder": "URY"}
    assert browser(anna).post(f"/assets/{asset.pk}/entries/new?kind=value", given).status_code == 302
    assert browser(anna).get(f"/cases/{case.pk}/ledger.csv").status_code == 403
    answer = browser(anna, strong=True).get(f"/cases/{case.pk}/ledger.csv")
    assert answer["Content-Disposition"].startswith("attachment")
    assert LogEntry.objects.latest("index").event == "ledger_exported"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    total = sum(int(float(row["debit"] or 0) * 100) - int(float(row["credit"] or 0) * 100) for row in rows)
    assert (total, len(rows)) == (0, sum(e.postings.count() for e in LedgerEntry.everything.filter(case=case)))


@pytest.mark.parametrize("path", ["/assets/{asset}", "/ledger/{entry}", "/claims/{claim}", "/assets/{asset}/edit"])
def test_an_asset_behind_a_wall_is_nowhere_for_those_outside(path: str, case: Any, person: Person) -> None:
    anna, asset = person("anna"), of(case, "account-b")
    who = anna.identity(strong=True)
    wall = wall_build(case=case, title="x", members=[anna], actor=anna, who=who)
    record_wall(record=asset, wall=wall, actor=anna, who=who)
    address = path.format(
        asset=asset.pk,
        entry=LedgerEntry.everything.filter(asset=asset).earliest("number").pk,
        claim=AssetClaim.everything.get(asset=asset).pk,
    )
    assert browser(person("pia")).get(address).status_code == 404
    assert browser(anna).get(address).status_code == 200
    assert b"900,000.00" not in browser(person("pia")).get(f"/cases/{case.pk}/ledger").content
    link = f'href="/claims/{AssetClaim.everything.get(asset=asset).pk}"'
    assert link in browser(anna).get("/deadlines").content.decode()
    assert link not in browser(person("pia")).get("/deadlines").content.decode()


def test_an_order_of_a_proceeding_behind_a_wall_is_not_shown_to_those_outside(case: Any, person: Person) -> None:
    anna = person("anna")
    who = anna.identity(strong=True)
    wall = wall_build(case=case, title="x", members=[anna], actor=anna, who=who)
    record_wall(record=Record.everything.get(case=case, key="p-mieke"), wall=wall, actor=anna, who=who)
    record_wall(record=AssetOrder.everything.get(case=case, reference="EX-BG-26/44"), wall=wall, actor=anna, who=who)
    address = f"/assets/{of(case, 'account-b').pk}"
    for text in (b"VON 25/0100", b"EX-BG-26/44"):
        assert text in browser(anna).get(address).content
        assert text not in browser(person("pia")).get(address).content


def test_a_guard_that_does_not_hold_is_told_on_the_page_of_the_asset(case: Any, anna: Client) -> None:
    asset = of(case, "land")
    answer = anna.post(f"/assets/{asset.pk}/act", {"action": "freeze", "revision": asset.revision})
    assert answer.status_code == 422
    assert b"No order that takes effect where the asset is" in answer.content
    wrong_day = anna.post(f"/assets/{asset.pk}/act", {"action": "close", "revision": asset.revision, "day": "soon"})
    assert b'href="#day-close"' in wrong_day.content


def test_the_steps_of_a_claim_and_of_an_agreement_are_taken_on_their_pages(case: Any, anna: Client) -> None:
    claim = AssetClaim.everything.get(case=case)
    answer = anna.post(f"/claims/{claim.pk}/act", {"action": "appeal_claim", "revision": claim.revision})
    assert answer.status_code == 302
    claim.refresh_from_db()
    wrong = anna.post(f"/claims/{claim.pk}/act", {"action": "decide_claim", "revision": claim.revision, "court": ""})
    assert (wrong.status_code, b'href="#court"' in wrong.content) == (422, True)
    agreement = Agreement.everything.get()
    answer = anna.post(
        f"/agreements/{agreement.pk}/act", {"action": "fulfil_agreement", "revision": agreement.revision}
    )
    assert (answer.status_code, b"is not accounted for by a report" in answer.content) == (422, True)


def test_what_happens_to_an_asset_stands_in_the_history_of_its_case(case: Any, anna: Client) -> None:
    body = anna.get(f"/cases/{case.pk}").content.decode()
    assert "Third party claimed" in body
