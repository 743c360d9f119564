"""The heads a counterpart showed are put in one line, in whatever order they arrive, and never two lines in one."""

import random

from comity.exchange.documents.line import Line, grown
from comity.exchange.formats.merkle import Head

LOG = [Head(size, bytes([size]) * 32) for size in range(40)]
OTHER = [Head(size, bytes([200 + size]) * 32) for size in range(40)]


def test_the_first_head_counts_and_each_that_grew_out_of_the_newest() -> None:
    line, count = grown(Line(), LOG[3], (), set())
    assert (line.newest, count) == (LOG[3], {LOG[3]})
    line, count = grown(line, LOG[5], (LOG[3],), {LOG[3]})
    assert (line, LOG[5] in count) == (Line(LOG[5]), True)


def test_a_head_that_names_none_that_is_known_waits() -> None:
    line, _ = grown(Line(), LOG[3], (), set())
    line, count = grown(line, LOG[9], (LOG[7],), set())
    assert (line.newest, line.waiting, count) == (LOG[3], {LOG[9], LOG[7]}, {LOG[3]})
    line, count = grown(line, LOG[7], (LOG[3],), {LOG[3]})
    assert line == Line(LOG[9]), "what came late closes the gap"
    assert count >= {LOG[7], LOG[9]}


def test_what_a_head_that_counts_grew_out_of_counts_whenever_it_is_told() -> None:
    line, _ = grown(Line(), LOG[9], (), set())
    line, count = grown(line, LOG[4], (), set())
    assert (line.waiting, LOG[4] in count) == ({LOG[4]}, False), "an older head alone says nothing"
    line, count = grown(line, LOG[9], (LOG[4],), {LOG[9]})
    assert (line.waiting, LOG[4] in count) == (frozenset(), True)


def test_a_later_line_out_of_an_older_head_does_not_count_beside_the_newest() -> None:
    line, _ = grown(Line(), LOG[3], (), set())
    line, _ = grown(line, LOG[8], (LOG[3],), {LOG[3]})
    for head, older, counted in ((OTHER[12], LOG[3], {LOG[3]}), (OTHER[20], OTHER[12], set())):
        line, count = grown(line, head, (older,), counted)
        assert (line.newest, head in count) == (LOG[8], False)
    assert line.waiting == {OTHER[12], OTHER[20]}


def test_documents_in_any_order_end_in_the_one_line() -> None:
    for seed in range(200):
        chance = random.Random(seed)
        documents = [(LOG[size], (LOG[size - 1],) if size > 1 else ()) for size in range(1, 12)]
        first, rest = documents[0], documents[1:]
        chance.shuffle(rest)
        line, counted = Line(), set[Head]()
        for head, older in (first, *rest):
            line, count = grown(line, head, older, counted)
            counted |= count
        assert (line, counted) == (Line(LOG[11]), set(LOG[1:12])), seed
