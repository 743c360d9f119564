"""The shipped cases are complete and add up: every request can be written without a gap."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from comity.casefile.assets import AssetKind
from comity.casefile.case import Case
from comity.casefile.ftm_schemata import is_iban
from comity.casefile.loader import load_case
from comity.casefile.requests import Measure, Request

CASES = [load_case(file) for file in sorted((Path(__file__).parents[3] / "lawdata" / "cases").glob("*.yaml"))]
REQUESTS = [pytest.param(case, request, id=f"{case.state}-{request.id}") for case in CASES for request in case.requests]
TODAY = dt.date(2026, 11, 21)


def test_the_shipped_cases_ask_for_extradition_evidence_freezing_and_return() -> None:
    asked = {request.measure for case in CASES for request in case.requests}
    assert {Measure.EXTRADITION, Measure.ASSISTANCE, Measure.FREEZING, Measure.RETURN_OF_ASSETS} <= asked
    assert {r.language for case in CASES for r in case.requests} >= {"en", "fr", "es"}


@pytest.mark.parametrize(("case", "request_"), REQUESTS)
def test_a_request_is_written_in_its_own_language_throughout(case: Case, request_: Request) -> None:
    assert request_.language
    texts = [request_.purpose, *(item.statement for item in case.conduct_of(request_))]
    texts += [item.law.summary for item in case.conduct_of(request_) if item.law]
    texts += [item.time_bar.statement for item in case.conduct_of(request_) if item.time_bar]
    texts += [asset.link_statement for asset in case.assets_of(request_)]
    texts += [step.particulars for step in request_.steps]
    texts += [step.questions for step in request_.steps if step.questions]
    texts += [document.title for document in case.annexes_of(request_)]
    assert all(text.says(request_.language) for text in texts)


@pytest.mark.parametrize(("case", "request_"), REQUESTS)
def test_a_request_has_its_essentials(case: Case, request_: Request) -> None:
    assert request_.conduct
    assert request_.signatory
    agency = case.agency(request_.signatory)
    assert agency is not None
    assert agency.signatory is not None
    assert agency.place
    assert agency.contact is not None
    assert case.agency(request_.to_authority) is not None
    assert request_.annexes
    assert request_.safeguards is not None
    assert all(item.law and item.time_bar for item in case.conduct_of(request_))
    if request_.measure is Measure.ASSISTANCE:
        assert request_.steps
    if request_.measure is Measure.RETURN_OF_ASSETS:
        assert request_.amounts is not None


@pytest.mark.parametrize(("case", "request_"), REQUESTS)
def test_every_annex_is_at_hand_in_the_language_of_the_request(case: Case, request_: Request) -> None:
    for document in case.annexes_of(request_):
        assert request_.language in {document.language, *(t.language for t in document.translations)}, document.id


@pytest.mark.parametrize(("case", "request_"), REQUESTS)
def test_the_amounts_of_a_return_add_up(case: Case, request_: Request) -> None:
    amounts = request_.amounts
    if amounts is not None and amounts.claimed and amounts.recovered:
        assert amounts.claimed - amounts.recovered == amounts.outstanding


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.state)
def test_what_an_account_received_less_what_it_paid_is_its_balance(case: Case) -> None:
    """Payments in another currency than the account's are checked by the rate that the file's head states."""
    accounts = {a.id: a for a in case.assets if a.kind is AssetKind.ACCOUNT and a.value}
    balance: dict[str, Decimal] = defaultdict(Decimal)
    rates = {"CAD": Decimal("5.30"), "CHF": Decimal("7.25")}
    for transaction in (t for asset in case.assets for t in asset.transactions):
        for account, sign in ((transaction.receiver, 1), (transaction.sender, -1)):
            if account in accounts and accounts[account].value is not None:
                own = accounts[account].value.money.currency
                same = own == transaction.money.currency
                rate = Decimal(1) if same else rates[transaction.money.currency]
                balance[account] += sign * transaction.money.amount * rate
    assert balance == {key: account.value.money.amount for key, account in accounts.items() if account.value}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.state)
def test_dates_are_in_order(case: Case) -> None:
    for item in case.conduct:
        assert item.start is not None
        assert item.end is not None
        assert item.start.first <= item.end.last <= TODAY
        assert item.time_bar is not None
        assert item.time_bar.date is not None
        assert item.time_bar.date > TODAY
    for proceeding in case.proceedings:
        assert all(proceeding.opened and proceeding.opened.first <= order.date <= TODAY for order in proceeding.orders)
    assert all(document.date and document.date <= TODAY for document in case.documents)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.state)
def test_everything_in_the_register_of_annexes_is_used(case: Case) -> None:
    assert {d.id for d in case.documents} == {key for request in case.requests for key in request.annexes}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.state)
def test_swiss_accounts_have_the_form_of_an_iban(case: Case) -> None:
    swiss = [a for a in case.assets if a.kind is AssetKind.ACCOUNT and a.state == "CHE"]
    assert swiss
    assert all(is_iban(asset.identifier) for asset in swiss)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.state)
def test_the_case_finds_what_a_request_points_at(case: Case) -> None:
    request = case.requests[0]
    assert [item.id for item in case.conduct_of(request)] == list(request.conduct)
    assert [person.id for person in case.people_of(request)] == list(request.people)
    assert [order.id for order in case.orders_of(request)] == list(request.orders)
    assert [item.id for item in case.proceedings_of(request)] == list(request.proceedings)
    assert {c.id for c in case.companies_of(request)} >= set(case.conduct_of(request)[0].companies)


def test_a_party_is_called_by_its_main_name_and_a_stranger_by_the_name_given() -> None:
    case = next(case for case in CASES if case.state == "CHN")
    assert case.party_name("zhang") == "张示例"
    assert case.party_name("lotus") == "Example Lotus Limited"
    assert case.party_name("foj") == "瑞士联邦司法局"
    assert case.party_name("Somebody Else") == "Somebody Else"
