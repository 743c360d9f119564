"""What courts held, on figures: the report is named, and where a report's figures were not to be had they are ours.

Each case says which it is: "figures of the case" as told in secondary literature, or "constructed" to show the
holding. No judgment was read for these tests; the rule on file names how its source was read.
"""

import datetime as dt
from decimal import Decimal

import pytest

from comity.tracing.candidates import LinkKind, candidates_of
from comity.tracing.findings import Finding, follow_findings
from comity.tracing.question import Question
from comity.tracing.rules import Rule
from comity.tracing.trace import trace


def test_claytons_case_pays_out_first_what_came_in_first(ledger, at_rest) -> None:
    """Devaynes v Noble, Clayton's Case (1816) 1 Mer 572; constructed: the first deposit is gone, the second is left."""
    found = ledger("- BANK 100 first\n- BANK 100 second\nBANK - 100")
    assert at_rest(found, Rule.FIFO) == {("BANK", "second"): "100.00"}


def test_re_hallett_presumes_that_a_trustee_spends_his_own_money_first(ledger, at_rest) -> None:
    """Re Hallett's Estate (1880) 13 Ch D 696; constructed."""
    found = ledger("- TRUSTEE 500\n- TRUSTEE 300 client\nTRUSTEE - 450")
    assert at_rest(found, Rule.CLEAN_FIRST) == {("TRUSTEE", "client"): "300.00"}


def test_roscoe_v_winder_limits_the_claim_to_the_lowest_intermediate_balance(ledger, at_rest) -> None:
    """James Roscoe (Bolton) Ltd v Winder [1915] 1 Ch 62; figures of the case as told in secondary literature.

    455 pounds 18s 11d of trust money were paid in, the balance fell to 25 pounds 18s and later rose to
    358 pounds 5s 5d by other money; the charge was limited to 25 pounds 18s.
    """
    found = ledger("- WIGHAM 455.95 company\nWIGHAM - 430.05\n- WIGHAM 332.37")
    assert at_rest(found, Rule.CLEAN_FIRST) == {("WIGHAM", "company"): "25.90"}


def test_re_oatway_lets_the_claim_reach_the_asset_when_the_rest_is_dissipated(ledger, at_rest) -> None:
    """Re Oatway [1903] 2 Ch 356; constructed. The first purchase took traced money only under traced-money-first."""
    found = ledger("- OATWAY 4000\n- OATWAY 3000 trust\nOATWAY SHARES 2137\nOATWAY - 4863")
    assert at_rest(found, Rule.CLEAN_FIRST) == {}
    assert at_rest(found, Rule.TAINT_FIRST) == {("SHARES", "trust"): "2137.00"}


def test_barlow_clowes_divides_the_fund_by_contributions(ledger, at_rest) -> None:
    """Barlow Clowes International v Vaughan [1992] 4 All ER 22; constructed."""
    found = ledger("- FUND 100 early\nFUND - 50\n- FUND 300 late\nFUND - 150")
    assert at_rest(found, Rule.PARI_PASSU) == {("FUND", "early"): "50.00", ("FUND", "late"): "150.00"}
    rolling = at_rest(found, Rule.PRO_RATA)
    assert rolling == {("FUND", "early"): "28.57", ("FUND", "late"): "171.43"}
    assert at_rest(found, Rule.FIFO) == {("FUND", "late"): "200.00"}


def test_the_sediment_method_keeps_the_tainted_money_below_the_clean(ledger, at_rest) -> None:
    """Swiss Federal Supreme Court 7B_65/2023 of 5 December 2025, as reported; constructed."""
    found = ledger("- KONTO 100000\n- KONTO 20000 offence\nKONTO KAUF 90000\nKONTO DEPOT 25000", "CHF")
    assert at_rest(found, Rule.CLEAN_FIRST) == {("KONTO", "offence"): "5000.00", ("DEPOT", "offence"): "15000.00"}
    assert at_rest(found, Rule.PRO_RATA)["KAUF", "offence"] == "15000.00"


def test_foskett_v_mckeown_counts_each_premium_into_the_policy(ledger, at_rest) -> None:
    """Foskett v McKeown [2001] 1 AC 102; constructed: of five premiums the last two were purchasers' money."""
    own = "- MURPHY 10220\n" + "MURPHY POLICY 10220\n"
    theirs = "- MURPHY 10220 purchasers\nMURPHY POLICY 10220\n"
    found = ledger(own * 3 + theirs * 2)
    (holding,) = trace(found, Question(origins=True), [Rule.PRO_RATA]).holdings[Rule.PRO_RATA]
    assert Decimal(holding.amount) / holding.balance == Decimal("0.4")


@pytest.mark.parametrize("rule", [Rule.FIFO, Rule.LIFO, Rule.CLEAN_FIRST, Rule.TAINT_FIRST, Rule.PRO_RATA])
def test_what_repays_an_overdraft_is_no_longer_there_to_be_traced(ledger, at_rest, rule: Rule) -> None:
    """Bishopsgate v Homan [1995] Ch 211; constructed: nothing can be traced through an overdrawn account."""
    found = ledger("ACCOUNT - 80\n- ACCOUNT 80 pension")
    assert at_rest(found, rule) == {}
    (_, total) = trace(found, Question(origins=True), [rule]).replays[rule].totals
    assert (total.absorbed, total.difference) == (8000, 0)


def test_brazil_v_durant_follows_a_later_credit_backwards_only_on_proof(ledger, at_rest) -> None:
    """Federal Republic of Brazil v Durant International [2015] UKPC 35; constructed: a bribe repays a payment."""
    found = ledger("BRIBED COMPANY 400\n- BRIBED 400 bribe")
    assert at_rest(found, Rule.CLEAN_FIRST) == {}
    answer = trace(found, Question(origins=True), [Rule.CLEAN_FIRST])
    (link,) = candidates_of(answer)
    ends = found.ids[link.first], found.ids[link.then]
    signed = Finding(LinkKind.BACKWARDS, *ends, "A. Example", dt.date(2026, 3, 1), "one design", "EV-1")
    (followed,) = follow_findings(answer, [signed])
    assert [(found.accounts[a], found.money(held)) for a, held in followed.resting] == [("COMPANY", "400.00")]


def test_a_house_of_mixed_money_is_contaminated_by_the_quota_of_what_came_from_the_offence(ledger, at_rest) -> None:
    """BGH 2 StR 419/23 of 13 February 2025, as reported: a quota for each property; constructed."""
    found = ledger("- KONTO 300000\n- KONTO 100000 offence\nKONTO HAUS 200000", "EUR")
    assert at_rest(found, Rule.PRO_RATA)["HAUS", "offence"] == "50000.00"


def test_as_an_object_of_laundering_the_whole_balance_is_touched_and_no_amount_follows(ledger) -> None:
    """BGH 1 StR 33/15, as reported; constructed: a test of all or nothing, which gives no figure."""
    found = ledger("- KONTO 900\n- KONTO 100 offence\nKONTO ZIEL 50", "EUR")
    holdings = trace(found, Question(origins=True), [Rule.POISON]).holdings[Rule.POISON]
    assert {(found.accounts[item.account], item.amount) for item in holdings} == {("KONTO", None), ("ZIEL", None)}


def test_mixed_property_answers_for_the_corresponding_share(ledger, at_rest) -> None:
    """Supreme People's Court, provisions of 2014 on property parts of judgments, art. 10, as quoted; constructed."""
    found = ledger("- ACCOUNT 700\n- ACCOUNT 300 proceeds\nACCOUNT COMPANY 1000", "CNY")
    (holding,) = trace(found, Question(origins=True), [Rule.PRO_RATA]).holdings[Rule.PRO_RATA]
    assert Decimal(holding.amount) / holding.balance == Decimal("0.3")


def test_several_victims_share_the_lowest_intermediate_balance(ledger, at_rest) -> None:
    """2017 ABCA 58, as reported; constructed: who came after the low keeps its own."""
    found = ledger("- FUND 100 early\nFUND - 80\n- FUND 100 late\nFUND - 60")
    assert at_rest(found, Rule.CLEAN_FIRST) == {("FUND", "early"): "10.00", ("FUND", "late"): "50.00"}


def test_the_latest_claimant_loses_first_where_money_leaves_in_inverse_order(ledger, at_rest) -> None:
    """In re Bolognesi, as told in secondary literature; constructed."""
    found = ledger("- BANKER 100 first\n- BANKER 100 second\nBANKER - 120")
    assert at_rest(found, Rule.LIFO) == {("BANKER", "first"): "80.00"}


def test_a_lender_reaches_no_more_than_the_lowest_balance_of_the_account_of_an_agent(ledger, at_rest) -> None:
    """In re Dameron, as told in secondary literature; constructed: what came in after the low is not the lender's."""
    found = ledger("- AGENT 500\n- AGENT 200 lender\nAGENT - 600\n- AGENT 400")
    assert at_rest(found, Rule.CLEAN_FIRST) == {("AGENT", "lender"): "100.00"}


def test_investors_of_one_fund_bear_a_later_loss_by_what_each_still_had_in_it(ledger, at_rest) -> None:
    """Greyhawk (Ontario), as reported; constructed: the lowest balance first, then in proportion among those left."""
    found = ledger("- FUND 100 early\nFUND - 70\n- FUND 70 late\nFUND - 40")
    assert at_rest(found, Rule.CLEAN_FIRST) == {("FUND", "early"): "18.00", ("FUND", "late"): "42.00"}
