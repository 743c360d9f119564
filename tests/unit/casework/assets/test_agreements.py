"""Agreements: exact parts, a basis that the law data knows, and reports that account for every returned unit."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.casework.assets.agreements import Costs, Report, Terms, UseLine, agreement_act, agreement_change, use_report
from comity.casework.assets.bases import known_bases, return_basis
from comity.casework.assets.ledger import standing
from comity.casework.assets.models import Agreement, Asset
from comity.casework.assets.posting import entry_reverse
from comity.casework.assets.terms import due_to
from comity.casework.deadlines.selectors import deadlines_for
from comity.casework.ledger.accounts import Account
from comity.casework.lifecycle import GuardError
from comity.common.errors import BadInputError
from unit.casework.assets.desk import SHARES, TODAY, agreement, eur, of, signed, step

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]


@pytest.fixture
def vessel(db: None) -> Asset:
    """The vessel of the second synthetic case: sold, four fifths returned, part of the use reported."""
    return Asset.everything.select_related("case").get(key="vessel-1")


def report(asset: Asset, actor: Any, *lines: tuple[str, str], received: dt.date = TODAY) -> Any:
    return use_report(
        asset=asset,
        agreement=Agreement.everything.get(assets=asset),
        report=Report(received, "A ministry", "R-2", tuple(UseLine(what, eur(amount)) for what, amount in lines)),
        revision=Asset.everything.get(pk=asset.pk).revision,
        on=TODAY,
        actor=actor,
        who=actor.identity(),
    )


def act(made: Agreement, action: str, actor: Any, **more: Any) -> Agreement:
    made = Agreement.everything.get(pk=made.pk)
    return agreement_act(
        agreement=made, action=action, revision=made.revision, on=TODAY, actor=actor, who=actor.identity(), **more
    )


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"title": ""}, "title", "title"),
        ({"title": "x" * 301}, "title", "at most 300 characters"),
        ({"shares": ({"state": "NLD", "part": "4/5", "role": "return"},)}, "shares", "come to 4/5"),
        ({"shares": ()}, "shares", "at least one party"),
        ({"costs": "nobody"}, "costs", "who bears the costs"),
        ({"basis": "UN-INVENTED"}, "basis", "legal basis of the law data"),
        ({"report_months": 0}, "report_months", "from 1 to 120"),
        ({"report_months": 6}, "report_source", "which clause"),
    ],
)
def test_terms_with_a_slip_are_told_at_their_field(
    wrong: dict[str, Any], field: str, sentence: str, case: Any, person: Get
) -> None:
    with pytest.raises(BadInputError, match=sentence) as refused:
        agreement(of(case, "account-b"), person("anna"), **wrong)
    assert refused.value.place.field == field


def test_the_convention_is_offered_with_the_article_of_the_law_data() -> None:
    assert "UNCAC" in known_bases(["CHE", "NLD"])
    found = return_basis("UNCAC", ["NLD", "CHE"], dt.date(2026, 11, 21))
    assert found is not None
    assert found.article == "57(3)"
    assert found.applies == (("CHE", "NLD", "yes"),)
    assert "57(5)" in {article for article, _ in found.rules}
    assert return_basis("UN-INVENTED", [], TODAY) is None


def test_terms_are_changed_while_they_are_negotiated_and_never_after(case: Any, person: Get) -> None:
    anna = person("anna")
    made, terms = agreement(of(case, "account-b"), anna), Terms("Other terms", SHARES, Costs.HOLDER)
    changed = agreement_change(agreement=made, terms=terms, revision=1, on=TODAY, actor=anna, who=anna.identity())
    assert (changed.title, changed.revision) == ("Other terms", 2)
    with pytest.raises(GuardError, match="reference"):
        act(changed, "sign_agreement", anna)
    act(changed, "sign_agreement", anna, reference="A-1")
    with pytest.raises(BadInputError, match="is signed"):
        agreement_change(agreement=changed, terms=terms, revision=3, on=TODAY, actor=anna, who=anna.identity())


def test_an_agreement_about_another_asset_pays_nothing_out(case: Any, person: Get) -> None:
    signed(of(case, "account-a"), person("anna"))
    with pytest.raises(GuardError, match="No agreement"):
        step(of(case, "account-b"), "return", person("anna"))


def test_the_parts_are_those_of_what_stands_there_and_of_what_was_paid(vessel: Asset) -> None:
    parts = {
        part.party: (part.whole, part.paid, part.due) for part in due_to(Agreement.everything.get(), vessel)["EUR"]
    }
    assert parts == {"NLD": (106_312_000, 106_312_000, 0), "CHE": (26_578_000, 26_578_000, 0)}


def test_a_report_accounts_for_no_more_than_was_returned(vessel: Asset, person: Get) -> None:
    with pytest.raises(BadInputError, match="more than was returned") as refused:
        report(vessel, person("anna"), ("A school", "650620.00"), ("A bridge", "0.01"))
    assert refused.value.place.field == "amount-2"


def test_reports_reconcile_to_what_was_returned_and_then_the_agreement_is_fulfilled(vessel: Asset, person: Get) -> None:
    anna, made = person("anna"), Agreement.everything.get()
    with pytest.raises(GuardError, match="not accounted for"):
        act(made, "fulfil_agreement", anna)
    report(vessel, anna, ("A school", "600000.00"))
    assert Asset.everything.get(pk=vessel.pk).state == "returned"
    report(vessel, anna, ("A bridge", "50620.00"))
    assert Asset.everything.get(pk=vessel.pk).state == "end_use_reported"
    assert standing(vessel)[Account.USED, "EUR", "NLD"] == 106_312_000
    assert act(made, "fulfil_agreement", anna).state == "fulfilled"


def test_a_report_that_is_late_stands_on_the_desk_of_deadlines_until_it_comes(vessel: Asset, person: Get) -> None:
    anna = person("anna")

    def due() -> list[Any]:
        return [d for d in deadlines_for(anna.identity(), TODAY) if d.about.subject == "agreement"]

    (late,) = due()
    assert late.urgency == "over"
    assert "article 7 of the agreement" in late.source
    report(vessel, anna, ("A school", "1.00"))
    (next_one,) = due()
    assert next_one.due > TODAY + dt.timedelta(days=170)
    report(vessel, anna, ("A school", "650619.00"))
    assert due() == []


def test_a_report_whose_entry_is_taken_back_is_due_again(vessel: Asset, person: Get) -> None:
    anna = person("anna")
    kept = report(vessel, anna, ("A school", "650620.00"))
    entry_reverse(entry=kept.entry, reason="the receipt was wrong", on=TODAY, actor=anna, who=anna.identity())
    assert standing(vessel)[Account.RETURNED, "EUR", "NLD"] == 65_062_000
    report(vessel, anna, ("A bridge", "650620.00"))
    assert Account.RETURNED not in {at[0] for at in standing(vessel)}
