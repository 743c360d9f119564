"""A synthetic counterpart answers by its script, each answer once and marked, and speaks with this machine only."""

import datetime as dt
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from comity.common.errors import BadInputError
from comity.common.strict_yaml import parse_yaml
from comity.exchange.documents.package import PackageType as Type
from comity.exchange.node.ceremony import Reach, init_node, own_card, trust_card
from comity.exchange.node.hand import receive_by_hand
from comity.exchange.node.node import open_node
from comity.exchange.node.status import node_status
from comity.exchange.refusal import RefusedError
from comity.exchange.training.partner import (
    MARK,
    answer_due,
    check_training,
    is_this_machine,
    make_partner,
    only_this_machine,
)
from comity.exchange.training.script import Answer, Happened, load_script, next_step, read_script, script_names
from proof import outbound

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def came(kind: Type, after: int = 0) -> Happened:
    return Happened(True, kind, NOW + after * SECOND)


def went(kind: Type, after: int = 0) -> Happened:
    return Happened(False, kind, NOW + after * SECOND)


def does(name: str, *history: Happened, after: int = 10_000) -> str | None:
    step = next_step(load_script(name), history, NOW + after * SECOND)
    return str(step.does) if step else None


def test_every_script_that_ships_can_be_read_and_says_what_one_practises() -> None:
    assert script_names() == ["helpful", "refuses", "slow"]
    assert all(load_script(name).practises for name in script_names())
    shown = {step.does for name in script_names() for step in load_script(name).steps}
    assert shown == set(Answer)


def test_an_answer_waits_for_what_it_answers_and_for_its_time() -> None:
    asked = came(Type.REQUEST)
    assert does("helpful", asked, after=4) is None
    assert does("helpful", asked, after=5) == "acknowledge"
    acknowledged = (asked, went(Type.STATUS, 5))
    assert does("helpful", *acknowledged, after=19) is None
    assert does("helpful", *acknowledged, after=20) == "ask"
    queried = (*acknowledged, went(Type.CLARIFICATION_ASKED, 20))
    assert does("helpful", *queried) is None
    assert does("helpful", *queried, came(Type.CLARIFICATION, 30)) == "accept"


def test_a_clarification_that_came_before_it_was_asked_for_answers_nothing() -> None:
    early = (came(Type.REQUEST), came(Type.CLARIFICATION, 1), went(Type.STATUS, 5), went(Type.CLARIFICATION_ASKED, 20))
    assert does("helpful", *early) is None


def test_a_draft_is_commented_on_only_where_one_was_sent() -> None:
    draft = came(Type.DRAFT)
    assert does("helpful", draft) == "comment"
    assert does("helpful", draft, went(Type.COMMENT, 5), came(Type.REQUEST, 9)) == "acknowledge"


def test_after_the_last_answer_or_a_withdrawal_nothing_more_comes() -> None:
    assert does("refuses", came(Type.REQUEST), came(Type.WITHDRAWAL, 1)) is None
    done = (came(Type.REQUEST), went(Type.STATUS), went(Type.CONSULTATION), went(Type.REFUSAL))
    assert does("refuses", *done, came(Type.CLARIFICATION, 99)) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("title: A\n", "needs a title"),
        ("title: A\nsteps: []\n", "needs a title"),
        ("title: A\nsteps:\n  - does: dance\n", "does must be one of"),
        ("title: A\nsteps:\n  - does: ask\n    sing: x\n", "is not known"),
        ("title: A\nsteps:\n  - does: ask\n    on: result\n", "on must be one of"),
        ("title: A\nsteps:\n  - does: refuse\n", "needs its ground"),
        ("title: A\nsteps:\n  - does: ask\n    wait_seconds: soon\n", "whole number"),
        ("title: A\nsteps:\n  - does: answer\n    conditions: [{uses: [magic]}]\n", "uses, limit and text"),
    ],
)
def test_a_script_that_is_wrong_is_told_with_its_place(text: str, why: str) -> None:
    with pytest.raises(BadInputError, match=why):
        read_script(parse_yaml(text, "mine.yaml"))


@pytest.fixture
def partner(pair: Any, tmp_path: Path) -> Any:
    node = make_partner(tmp_path / "partner", "CHE", "https://127.0.0.1:1", NOW)
    for one, card in ((pair.asking, own_card(node)), (node, own_card(pair.asking))):
        trust_card(one, card.text, card.card.fingerprint, NOW)
    return node


def bring(node: Any, sealed: Any, other: Any) -> None:
    assert receive_by_hand(other, node.package_path(sealed.digest), NOW).accepted


def test_it_works_through_its_script_and_every_answer_is_marked(pair: Any, partner: Any) -> None:
    sealed = seal_to(pair.asking, partner, "request")
    bring(pair.asking, sealed, partner)
    script, at, sent = load_script("refuses"), NOW, []
    for _ in range(4):
        at += 60 * SECOND
        answers = answer_due(partner, script, at)
        sent += answers
        for answer in answers:
            assert receive_by_hand(pair.asking, partner.package_path(answer.digest), at).accepted
    assert [a.package.type for a in sent] == [Type.STATUS, Type.CONSULTATION]
    clarified = seal_to(pair.asking, partner, "clarification", sealed.package.conversation)
    bring(pair.asking, clarified, partner)
    sent += answer_due(partner, script, at + 60 * SECOND)
    assert sent[-1].package.details["ground"] == "dual_criminality"
    assert all(a.package.subject.startswith(MARK) and a.package.details["training"] for a in sent)
    assert [p["state"] for p in node_status(partner, NOW)["packages"] if p["incoming"]] == ["opened"] * 2


def seal_to(node: Any, other: Any, kind: str, conversation: str | None = None) -> Any:
    from comity.exchange.node.sending import Letter, seal_letter  # noqa: PLC0415

    letter = Letter(Type(kind), "Bank records", "R-1", conversation=conversation)
    return seal_letter(node, letter, own_card(other).card, NOW)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there")
@pytest.mark.parametrize("point", ["seal:file_written", "seal:in_transaction", "seal:committed"])
def test_killed_while_it_answers_it_gives_the_answer_once(pair: Any, partner: Any, point: str) -> None:
    bring(pair.asking, seal_to(pair.asking, partner, "request"), partner)
    ended = forked(lambda: answer_due(open_node(partner.folder), load_script("refuses"), NOW + 9 * SECOND), point)
    assert ended == -signal.SIGKILL
    for _ in range(2):
        answer_due(partner, load_script("refuses"), NOW + 9 * SECOND)
    assert [p["type"] for p in node_status(partner, NOW)["packages"] if not p["incoming"]] == ["status"]


def test_it_trusts_nobody_on_another_machine(partner: Any, tmp_path: Path) -> None:
    far = init_node(tmp_path / "far", "FRA", "Bureau (invented)", NOW, Reach(("https://node.example:8443",)))
    with pytest.raises(RefusedError, match="this machine only"):
        check_training(own_card(far).card)
    trust_card(partner, own_card(far).text, own_card(far).card.fingerprint, NOW)
    with pytest.raises(RefusedError, match="this machine only"):
        answer_due(partner, load_script("refuses"), NOW)
    with pytest.raises(RefusedError, match="this machine only"):
        make_partner(tmp_path / "other", "CHE", "https://192.0.2.1:8443", NOW)


def test_only_loopback_is_this_machine() -> None:
    assert [is_this_machine(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost")] == [True] * 4
    assert not any(is_this_machine(h) for h in ("", "192.0.2.1", "10.0.0.1", "::", "0.0.0.0", "localhost.example"))


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there")
def test_once_guarded_its_process_reaches_no_other_machine() -> None:
    def try_out() -> None:
        outbound.step_aside()  # in this process, which ends with the test: its own guard is tried
        only_this_machine()
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname()[:2]).close()
        for reach in (
            lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
            lambda: socket.getaddrinfo("node.example", 443),
            lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 9)),
        ):
            with pytest.raises(RefusedError, match="this machine only"):
                reach()

    assert forked(try_out) == 0


def forked(action: Any, point: str | None = None) -> int:
    process = os.fork()
    if process == 0:
        code = 1
        try:
            if point:
                os.environ["COMITY_FAIL_POINT"] = point
            action()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
