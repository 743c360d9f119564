"""The log: one tree over everything, which nobody can change without being found out."""

import datetime as dt
import hashlib
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from comity.casework.log import checking, merkle, timeline
from comity.casework.log.checking import check_part
from comity.casework.log.models import LogDetail, LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.log.services import log_append

pytestmark = pytest.mark.django_db


def naive_root(leaves: list[bytes]) -> bytes:
    """The tree head as RFC 6962 section 2.1 defines it, by recursion."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def test_the_frontier_gives_the_tree_head_of_rfc_6962_for_every_size() -> None:
    leaves = [f"leaf {n}".encode() for n in range(70)]
    frontier: list[bytes] = []
    for size, leaf in enumerate(leaves):
        assert merkle.root(frontier) == naive_root(leaves[:size])
        frontier = merkle.appended(frontier, size, merkle.leaf_hash(leaf))
    assert merkle.unpacked(merkle.packed(frontier)) == frontier


def test_the_log_of_the_office_is_whole() -> None:
    checked = log_check()
    assert checked.troubles == ()
    assert checked.size == LogEntry.objects.count() > 50
    assert checked.root == LogEntry.objects.latest("index").root.hex()


@pytest.mark.parametrize("statement", ["UPDATE casework_logentry SET event = 'x'", "DELETE FROM casework_logentry"])
def test_the_database_refuses_to_change_or_delete_an_entry(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert log_check().troubles == ()


def test_a_changed_detail_is_found() -> None:
    detail = LogDetail.objects.get(entry__event="case_file_taken")
    detail.data = {**detail.data, "people": 99}
    detail.save()
    assert log_check().troubles == (f"entry {detail.entry_id}: its details are not those that were logged",)


def test_details_can_be_deleted_when_their_time_is_over_and_the_proof_stays() -> None:
    LogDetail.objects.filter(entry__event="case_file_taken").delete()
    assert log_check().troubles == ()


def test_an_entry_rewritten_past_the_triggers_is_found() -> None:
    entry = LogEntry.objects.get(event="case_file_taken")
    name = {"sqlite": "casework_logentry_no_update", "postgresql": "casework_logentry_no_change"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (" ON casework_logentry" if connection.vendor == "postgresql" else ""))
        change = "leaf = replace(leaf, 'case_file_taken', 'case_opened')"
        cursor.execute(f"UPDATE casework_logentry SET {change} WHERE event = 'case_file_taken'")
    troubles = log_check().troubles
    assert any(t.startswith(f"entry {entry.index}: its column 'event'") for t in troubles)
    assert any("its head is not the head" in t for t in troubles)


def test_a_new_entry_continues_the_tree(person: Callable[[str], Any]) -> None:
    before = LogEntry.objects.count()
    entry = log_append(event="tried", actor=person("anna"), details={"why": "a test"})
    assert (entry.index, LogEntry.objects.count()) == (before, before + 1)
    assert log_check().root == bytes(entry.root).hex()
    assert "a test" not in entry.leaf


def test_a_part_of_the_log_is_checked_from_the_frontier_before_it() -> None:
    size = LogEntry.objects.count()
    half = size // 2
    first, second = check_part(0, half), check_part(half, size)
    assert (first.place, first.troubles) == (half, [])
    assert (second.place, second.troubles) == (size, [])
    assert merkle.root(second.frontier) == LogEntry.objects.latest("index").root
    assert check_part(half, size + 1).troubles == [f"entry {size} is missing"]


def test_a_long_log_is_shared_among_the_cores_only_where_another_process_sees_the_same_log() -> None:
    cores, parts = os.cpu_count() or 1, checking._parts  # noqa: SLF001 - a log of that length takes minutes to write
    own = connections["default"]
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setitem(own.settings_dict, "NAME", "office.sqlite3")
        assert parts(50_000) == 1, "what this transaction has written is not seen elsewhere"
        elsewhere.setattr(own, "in_atomic_block", False)
        assert [parts(size) for size in (0, 49_999, 50_000)] == [1, 1, cores]
        elsewhere.delenv("DJANGO_SETTINGS_MODULE")
        assert parts(50_000) == 1, "another process would not know which office"
    if own.vendor == "sqlite":
        with pytest.MonkeyPatch.context() as here:
            here.setattr(own, "in_atomic_block", False)
            assert parts(50_000) == 1, "this log lies in the memory of this process"


def test_the_timeline_of_a_case_is_read_page_by_page_without_gap_or_repetition(
    case: Any, person: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    who = person("anna").identity(strong=True)
    whole = timeline.timeline_for(who, case, ())
    assert whole.before == 0, "there is nothing older"
    monkeypatch.setattr(timeline, "PAGE", 2)
    read, page = [], timeline.timeline_for(who, case, ())
    while page.before:
        assert len(page.entries) == 2
        read += page.entries
        page = timeline.timeline_for(who, case, (), before=page.before)
    assert [*read, *page.entries] == list(whole.entries)
    assert len(whole.entries) > 2


def test_a_moment_that_was_moved_is_found() -> None:
    entry = LogEntry.objects.get(event="case_file_taken")
    name = {"sqlite": "casework_logentry_no_update", "postgresql": "casework_logentry_no_change"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (" ON casework_logentry" if connection.vendor == "postgresql" else ""))
    LogEntry.objects.filter(pk=entry.pk).update(at=entry.at - dt.timedelta(days=30))
    assert log_check().troubles == (f"entry {entry.index}: its column 'at' is not what was logged",)
