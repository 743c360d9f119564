"""Each head a node sends names the heads it sent before: a history that was rewritten has no place to hide in."""

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from comity.exchange.documents.heads import SeenHead
from comity.exchange.formats.merkle import Head, leaf_hash, levels
from comity.exchange.node.head_chain import head_sent
from comity.exchange.node.heads import heads_for, note_heads
from comity.exchange.node.node import DATABASE, open_node
from comity.exchange.node.receipts import take_receipt
from comity.exchange.node.receiving import receive_copy
from comity.exchange.node.status import node_status
from comity.exchange.refusal import Refusal, RefusedError

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)


def exchange(pair: Any, sealed: Any, *, back: bool = False) -> None:
    """Bring a package over, and its receipts back."""
    one, other = (pair.asked, pair.asking) if back else (pair.asking, pair.asked)
    for text in receive_copy(other, pair.path(sealed, one), NOW).receipts:
        take_receipt(one, text, NOW)


def alarms(node: Any) -> list[str]:
    return [alarm["what"] for alarm in node_status(node, NOW)["alarms"]]


def forged(node: Any, place: int, *, forgets: bool) -> None:
    """Alter one entry of a log, and make the whole tree anew, as whoever has the disk and the program can."""
    with node.store.transaction() as transaction:
        for name in ("leaf_stays", "tree_is_kept"):
            transaction.connection.execute(f"DROP TRIGGER {name}")
        transaction.do("UPDATE exchange_leaf SET event = event || ' ' WHERE seq = ?", place)
        transaction.do("UPDATE exchange_leaf SET event = CAST(event AS BLOB) WHERE seq = ?", place)
        transaction.do("DELETE FROM exchange_tree")
        leaves = [leaf_hash(row["event"]) for row in transaction.rows("SELECT event FROM exchange_leaf ORDER BY seq")]
        for level, heads in enumerate(levels(leaves)):
            for number, head in enumerate(heads):
                transaction.do("INSERT INTO exchange_tree VALUES (?, ?, ?)", level, number, head)
        if forgets:
            transaction.do("DELETE FROM exchange_sent")
    assert node.store.check_log() == node.store.head(), "by itself nobody can tell"


def talked(pair: Any) -> int:
    """A package each way with its receipts; gives the last head of the asking node that the asked one has confirmed."""
    exchange(pair, pair.seal(b"one"))
    exchange(pair, pair.seal(b"answer", sender=pair.asked), back=True)
    return int(pair.asking.store.row("SELECT size FROM exchange_confirmed")["size"])


def shown(pair: Any) -> int:
    return int(pair.asked.store.row("SELECT max(size) AS size FROM exchange_head")["size"])


def test_every_head_that_was_shown_counts(pair: Any) -> None:
    for _ in range(3):
        talked(pair)
    for node in (pair.asking, pair.asked):
        assert {row["proven"] for row in node.store.rows("SELECT proven FROM exchange_head")} == {1}
        assert not node.store.rows("SELECT 1 FROM exchange_link")
        assert alarms(node) == []


def test_a_forger_that_names_what_it_showed_is_refused_at_the_next_document(pair: Any) -> None:
    forged(pair.asking, talked(pair), forgets=False)
    with pytest.raises(RefusedError) as refused:
        exchange(pair, pair.seal(b"two"))
    assert refused.value.code is Refusal.LOG_FORKED


@pytest.mark.parametrize("back", range(1, 4))
def test_what_was_altered_since_the_last_confirmed_head_is_noticed_within_one_exchange(pair: Any, back: int) -> None:
    """The other side has seen more than it has confirmed; what lies between is no place to hide in."""
    assert talked(pair) < shown(pair) - back
    forged(pair.asking, shown(pair) - back, forgets=True)
    exchange(pair, pair.seal(b"two"))
    assert "has seen another log" in alarms(pair.asking)[0]
    exchange(pair, pair.seal(b"three"))
    assert [alarm["code"] for alarm in node_status(pair.asked, NOW)["alarms"]] == ["log_forked"]


def said(pair: Any, *, before: bool = True) -> SeenHead:
    """The heads of a document of the asking node that is on its way; with each its log grows."""
    with pair.asking.store.transaction() as transaction:
        heads = heads_for(transaction, pair.asked.id)
        transaction.append("note", NOW)
        if before:
            head_sent(transaction, pair.asked.id, heads)
            return heads
    return SeenHead(heads.head, heads.seen, heads.since, heads.proof)


def heard(pair: Any, heads: SeenHead) -> str | None:
    with pair.asked.store.transaction() as transaction:
        transaction.append("note", NOW)
        return note_heads(transaction, pair.asking.id, heads, NOW)


def answered(pair: Any) -> str | None:
    """The asked node tells where it stands and what it wants proven."""
    with pair.asked.store.transaction() as transaction:
        heads = heads_for(transaction, pair.asking.id)
    with pair.asking.store.transaction() as transaction:
        transaction.append("note", NOW)
        return note_heads(transaction, pair.asked.id, heads, NOW)


def waiting(pair: Any) -> list[int]:
    question = "SELECT size FROM exchange_head WHERE proven = 0 AND chained = 1 ORDER BY size"
    sizes = [row["size"] for row in pair.asked.store.rows(question)]
    assert [c["heads_waiting"] for c in node_status(pair.asked, NOW)["counterparts"]] == [len(sizes)]
    return sizes


def test_documents_that_come_late_or_never_leave_nothing_unproven_and_raise_no_alarm(pair: Any) -> None:
    talked(pair)
    first, second, third, lost, fifth = (said(pair) for _ in range(5))
    for heads in (third, first, fifth):
        assert heard(pair, heads) is None
    assert waiting(pair), "what came without the one before it waits"
    assert answered(pair) is None
    assert heard(pair, second) is None, "a document sealed before the question came"
    assert heard(pair, said(pair)) is None
    assert waiting(pair) == []
    assert heard(pair, lost) is None


def test_a_head_that_waits_is_asked_for_until_it_is_proven(pair: Any) -> None:
    talked(pair)
    _, third = said(pair), said(pair)
    heard(pair, third)
    answered(pair)
    lost, found = said(pair), said(pair)
    assert all(third.head in heads.older for heads in (lost, found)), "one of them may be lost"
    assert heard(pair, found) is None
    answered(pair)
    assert third.head not in said(pair).older


def test_who_was_asked_for_a_proof_and_has_heard_it_cannot_be_silent(pair: Any) -> None:
    talked(pair)
    _, third = said(pair), said(pair)
    heard(pair, third)
    answered(pair)
    heads = said(pair)
    silent = SeenHead(heads.head, heads.seen, heads.since, heads.proof, (), ())
    assert f"asked to prove that its log grew out of the {third.head.size - 1} entries" in str(heard(pair, silent))


def test_who_answers_an_old_question_is_not_taken_for_silent(pair: Any) -> None:
    """The question lay in the outbox while the line went on; the answer waits, and so does what it names."""
    talked(pair)
    one, _lost, third = (said(pair) for _ in range(3))
    heard(pair, third)
    with pair.asked.store.transaction() as transaction:
        question = heads_for(transaction, pair.asking.id)
    assert third.head in question.ask
    assert heard(pair, one) is None
    with pair.asking.store.transaction() as transaction:
        transaction.append("note", NOW)
        assert note_heads(transaction, pair.asked.id, question, NOW) is None
    answer = said(pair)
    assert third.head in answer.older
    assert heard(pair, answer) is None
    assert waiting(pair), "nothing ties the answer to the newest head that counts"
    answered(pair)
    assert heard(pair, said(pair)) is None
    assert waiting(pair) == []


def test_a_question_for_a_head_that_this_log_never_had_is_an_alarm(pair: Any) -> None:
    talked(pair)
    with pair.asked.store.transaction() as transaction:
        heads = heads_for(transaction, pair.asking.id)
    asks = replace(heads, ask=(Head(2, b"\x07" * 32),))
    with pair.asking.store.transaction() as transaction:
        assert "another log of 2 entries" in str(note_heads(transaction, pair.asked.id, asks, NOW))


def test_a_node_of_an_older_version_is_understood_until_it_has_begun_to_chain(pair: Any) -> None:
    for _ in range(3):
        assert heard(pair, said(pair, before=False)) is None
        answered(pair)
    assert heard(pair, said(pair)) is None
    assert "no longer names the heads" in str(heard(pair, said(pair, before=False)))


def test_the_store_of_an_earlier_version_goes_on(pair: Any) -> None:
    talked(pair)
    folder = pair.asking.folder
    pair.asking.store.close()
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        for column in ("chained", "asked"):
            database.execute(f"ALTER TABLE exchange_head DROP COLUMN {column}")
        for table in ("exchange_sent", "exchange_link"):
            database.execute(f"DROP TABLE {table}")
        database.execute("PRAGMA user_version = 2")
    node = open_node(folder)
    for _ in range(2):
        talked(pair)
    assert alarms(node) == alarms(pair.asked) == []
    assert node.store.row("SELECT size FROM exchange_sent")["size"] == shown(pair)
    assert waiting(pair) == [], "what the earlier version did not name is asked for"
    node.store.close()
