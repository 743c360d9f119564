"""Life cycles: every state can be reached and left, and no road leads around a safeguard."""

import json
from collections.abc import Iterable

import pytest

from comity.casework.lifecycle import GUARDS, INCOMING, LIFECYCLES, OUTGOING, Condition, Lifecycle
from comity.casework.lifecycle.guards import SENTENCES
from comity.cli.main import main
from comity.common.errors import BadInputError

TABLES = list(LIFECYCLES.values())


def reached(table: Lifecycle, without: Iterable[str] = ()) -> set[str]:
    """The states that can be reached from the first without taking certain actions."""
    barred, found, waiting = set(without), {table.first}, [table.first]
    while waiting:
        for step in table.open_to(waiting.pop()):
            if step.action not in barred and step.to not in found:
                found.add(step.to)
                waiting.append(step.to)
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_state_can_be_reached_and_every_step_stands_between_known_states(table: Lifecycle) -> None:
    assert reached(table) == set(table.states)
    assert {step.state for step in table.steps} | {step.to for step in table.steps} <= set(table.states)


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_an_action_leads_from_a_state_to_one_state_only(table: Lifecycle) -> None:
    pairs = [(step.state, step.action) for step in table.steps]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_guard_is_known(table: Lifecycle) -> None:
    assert {step.guard for step in table.steps if step.guard} <= GUARDS.keys()


def test_every_condition_has_the_sentence_in_which_it_is_told() -> None:
    assert SENTENCES.keys() == set(Condition)
    assert {condition for parts in GUARDS.values() for condition in parts} <= set(Condition)


@pytest.mark.parametrize("gate", ["confirm_review", "sign_safeguards", "sign", "send"])
def test_no_request_is_sent_without_passing_every_gate(gate: str) -> None:
    assert "sent" in reached(OUTGOING)
    assert "sent" not in reached(OUTGOING, [gate])


def test_whatever_leaves_needs_the_safeguards_and_a_second_person() -> None:
    leaving = [step for step in OUTGOING.steps if step.to == "sent" and step.state != "sent"]
    assert {step.guard for step in leaving} == {"may_leave"}
    assert {Condition.SAFEGUARDS_SIGNED, Condition.SAFEGUARDS_CURRENT, Condition.SECOND_PERSON} <= set(
        GUARDS["may_leave"]
    )


@pytest.mark.parametrize("outcome", ["refused", "postponed"])
def test_an_incoming_request_is_neither_refused_nor_postponed_before_a_consultation(outcome: str) -> None:
    assert outcome not in reached(INCOMING, ["open_consultation"])
    assert outcome not in reached(INCOMING, ["end_consultation"])


def test_nobody_is_surrendered_without_the_second_safeguard_review() -> None:
    table = LIFECYCLES["extradition"]
    assert {s.guard for s in table.steps if s.to in {"surrendered", "temporarily_surrendered"}} == {
        "safeguards_before_surrender"
    }
    assert "surrendered" not in reached(table, ["grant_surrender"])


def test_an_asset_is_given_away_only_after_confiscation() -> None:
    table = LIFECYCLES["asset"]
    assert reached(table, ["confiscate"]) & {"realised", "shared", "returned"} == set()


def test_an_action_that_is_not_open_is_told_with_those_that_are() -> None:
    with pytest.raises(
        BadInputError, match=r"'send' is not possible while the state is 'needed' \(possible: choose_route"
    ):
        OUTGOING.step("needed", "send")


def test_sending_starts_the_clock_of_the_reminders() -> None:
    assert "sent" in OUTGOING.clock_events()["chase"]


@pytest.mark.parametrize("name", LIFECYCLES)
def test_the_command_prints_the_whole_table(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["lifecycle", f"--{name}", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert stopped.value.code == 0
    assert answer["states"] == list(LIFECYCLES[name].states)
    assert len(answer["actions"]) == len(LIFECYCLES[name].steps)
    assert set(answer["actions"][0]) == {"action", "from", "to", "guard", "clock", "event"}
