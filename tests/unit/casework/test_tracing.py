"""Tracing in a case: statements of the register become a ledger, and a figure in a request is the trace's own."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings

from comity.casework.access import NotAllowedError
from comity.casework.assets.models import Asset
from comity.casework.background.queue import begin_again, work_off
from comity.casework.evidence.limits import UseNotAllowedError
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.store import is_whole
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.tracing.applying import applied
from comity.casework.tracing.figures import figure_take, proposed_statement
from comity.casework.tracing.ledgers import Making, ledger_begin
from comity.casework.tracing.models import MoneyLedger, MoneyTrace
from comity.casework.tracing.selectors import ledgers_for, statements_for
from comity.casework.tracing.traces import Asked, trace_begin
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 1)
Person = Callable[[str], Any]


def items(case: Any, *keys: str) -> list[EvidenceItem]:
    return list(EvidenceItem.everything.select_related("file", "wall").filter(case=case, key__in=keys))


def begin(case: Any, user: Any, *keys: str, **change: Any) -> MoneyLedger:
    making = Making(**{"title": "Again", **change})
    return ledger_begin(case=case, items=items(case, *keys), making=making, on=ON, actor=user, who=user.identity())


def worked_off(record: Any) -> Any:
    work_off()
    record.refresh_from_db()
    return record


@pytest.fixture
def traced(case: Any) -> MoneyTrace:
    """The trace of the synthetic case."""
    return MoneyTrace.everything.select_related("case", "wall", "ledger").get(case=case)


def test_statements_of_two_banks_become_one_ledger_whose_debits_meet_their_credits(case: Any) -> None:
    ledger = MoneyLedger.everything.get(case=case)
    assert (ledger.status, ledger.data["matched"], ledger.data["currencies"]) == ("ready", 2, ["EUR"])
    assert {"INVENTED1", "INVENTED2"} <= set(ledger.data["accounts"])
    assert is_whole(settings.EVIDENCE_FOLDER, ledger.digest)


def test_every_rule_of_a_trace_conserves_money_and_keeps_its_exhibit(traced: MoneyTrace) -> None:
    for rule in traced.data["answer"]["rules"].values():
        whole = rule["conservation"]
        parts = sum(Decimal(whole[name]) for name in ("resting", "left_the_ledger", "repaid_overdraft"))
        assert Decimal(whole["seeded"]) == parts
    assert is_whole(settings.EVIDENCE_FOLDER, traced.exhibit)
    assert {law["state"] for law in traced.data["answer"]["law"]} == {"CHE"}


def test_the_same_ledger_question_and_assets_give_the_same_exhibit(traced: MoneyTrace, person: Person) -> None:
    anna, asked = person("anna"), traced.data["question"]
    question = Asked(asked["account"], rules=tuple(asked["rules"]), state=asked["state"])
    made = [trace_begin(ledger=traced.ledger, asked=question, actor=anna, who=anna.identity()) for _ in range(2)]
    first, second = (worked_off(one) for one in made)
    assert (first.exhibit, first.word) == (second.exhibit, second.word)
    assert is_whole(settings.EVIDENCE_FOLDER, first.word)
    # Since the trace of the synthetic case was made, somebody has claimed an asset: that stands in the exhibit.
    assert first.exhibit != traced.exhibit
    assert first.data["answer"] == traced.data["answer"]


def test_evidence_that_may_not_be_used_for_an_investigation_makes_no_ledger(case: Any, person: Person) -> None:
    item = items(case, "EV-11")[0]
    item.data = {**item.data, "limits": {"purposes": ["extradition"]}}
    item.save(update_fields=["data"])
    with pytest.raises(UseNotAllowedError):
        begin(case, person("anna"), "EV-11")


def test_a_file_in_quarantine_is_not_read(case: Any, person: Person) -> None:
    assert "EV-2" not in {item.key for item in statements_for(person("anna").identity(), case)}
    with pytest.raises(BadInputError, match="has not been released"):
        begin(case, person("anna"), "EV-2")


def test_only_those_who_work_on_the_case_trace(case: Any, person: Person) -> None:
    for outsider in ("ida", "lena", "omar"):
        with pytest.raises(NotAllowedError):
            begin(case, person(outsider), "EV-11")


def test_a_ledger_of_evidence_behind_a_wall_stands_behind_it_too(case: Any, person: Person) -> None:
    wall = case.walls.first()
    EvidenceItem.everything.filter(case=case, key="EV-11").update(wall=wall, handling="confidential")
    ledger = begin(case, person("anna"), "EV-11")
    assert (ledger.wall, ledger.handling) == (wall, "confidential")
    assert ledger not in ledgers_for(person("pia").identity(), case)


def test_a_file_that_is_no_statement_fails_with_a_sentence_and_can_be_begun_again(case: Any, person: Person) -> None:
    ledger = worked_off(begin(case, person("anna"), "EV-1"))
    assert ledger.status == "failed"
    assert ledger.message
    assert LogEntry.objects.latest("index").event == "ledger_failed"
    begin_again(ledger)
    assert (ledger.status, ledger.message) == ("begun", "")
    with pytest.raises(BadInputError, match="somebody is at work"):
        begin_again(ledger)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Asked("NOWHERE"), "account: choose an account"),
        (Asked("INVENTED1", rules=("guess",)), "rules: 'guess' is no rule"),
        (Asked("INVENTED1", rates={"USD": "much"}), "rates: 'much' is no rate"),
        (Asked("INVENTED1", language="de"), "language: the exhibit is not at hand in 'de'"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_at_its_field(
    traced: MoneyTrace, person: Person, asked: Asked, told: str
) -> None:
    anna = person("anna")
    with pytest.raises(BadInputError, match=told):
        trace_begin(ledger=traced.ledger, asked=asked, actor=anna, who=anna.identity())


def test_an_amount_that_is_none_fails_the_trace_with_the_sentence(traced: MoneyTrace, person: Person) -> None:
    anna = person("anna")
    asked = Asked("INVENTED1", amount="a lot")
    made = worked_off(trace_begin(ledger=traced.ledger, asked=asked, actor=anna, who=anna.identity()))
    assert made.status == "failed"
    assert "a lot" in made.message


def take(trace: MoneyTrace, user: Any, asset: Asset, statement: str, account: str = "INVENTED2") -> None:
    figure_take(
        trace=trace,
        rule="fifo",
        account=account,
        asset=asset,
        statement=statement,
        language="en",
        actor=user,
        who=user.identity(),
    )


def test_a_traced_figure_goes_into_the_statement_of_an_asset_and_the_trace_remembers(
    traced: MoneyTrace, case: Any, person: Person
) -> None:
    asset, anna = Asset.everything.select_related("case", "wall").filter(case=case).first(), person("anna")
    assert asset is not None
    statement = proposed_statement(traced, "fifo", "INVENTED2")
    take(traced, anna, asset, statement)
    asset.refresh_from_db()
    assert asset.data["link_statement"]["en"] == statement
    traced.refresh_from_db()
    assert [taken["asset"] for taken in traced.data["taken"]] == [asset.key]
    assert log_check().troubles == ()


def with_law(traced: MoneyTrace, *laws: tuple[str, str, str]) -> MoneyTrace:
    """The trace as if these rules were on file: purpose, computed by, in force."""
    rows = [
        {"state": "GBR", "purpose": p, "computed_by": rule, "in_force": force, "authority": f"Court on {p}", "from": ""}
        for p, rule, force in laws
    ]
    traced.data["answer"]["law"] = rows
    return traced


def test_a_rule_is_the_states_own_only_for_the_purposes_for_which_that_is_evidenced(traced: MoneyTrace) -> None:
    laws = (("victims", "fifo", "unknown"), ("restitution", "fifo", "true"), ("object", "", "true"))
    found = applied(with_law(traced, *laws).data["answer"])
    assert [(one.purpose, one.certain) for one in found["fifo"]] == [("restitution", True), ("victims", False)]
    assert set(found) == {"fifo"}


def test_a_statement_names_purpose_and_authority_only_where_they_are_evidenced(traced: MoneyTrace) -> None:
    certain = with_law(traced, ("confiscation", "fifo", "true"), ("victims", "fifo", "unknown"))
    statement = proposed_statement(certain, "fifo", "INVENTED2")
    assert "applied in GBR for confiscation on the authority of Court on confiscation" in statement
    assert "victims" not in statement
    assert "authority" not in proposed_statement(with_law(traced, ("victims", "fifo", "unknown")), "fifo", "INVENTED2")


def test_a_statement_with_another_figure_than_the_trace_gives_is_refused(
    traced: MoneyTrace, case: Any, person: Person
) -> None:
    asset = Asset.everything.select_related("case", "wall").filter(case=case).first()
    assert asset is not None
    with pytest.raises(BadInputError, match="statement: the statement must give the figure"):
        take(traced, person("anna"), asset, f"One million can be traced ({traced.key}).")
    with pytest.raises(BadInputError, match="account: nothing is traced"):
        take(traced, person("anna"), asset, "x", account="Nowhere")
