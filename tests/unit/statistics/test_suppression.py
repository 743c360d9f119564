"""Small counts are kept back, also where the other cells would give them away."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.statistics.suppression import suppressed

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine, too
COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30), min_size=1)


def test_a_table_without_small_counts_is_published_whole():
    found = suppressed({"extradition": 12, "deportation": 7})
    assert (found.cells, found.total) == ({"extradition": 12, "deportation": 7}, 19)


def test_a_single_small_count_takes_the_next_smallest_with_it():
    found = suppressed({"extradition": 12, "deportation": 2, "transfer": 9})
    assert found.cells == {"extradition": 12, "deportation": None, "transfer": None}
    assert (found.complementary, found.total) == (("transfer",), 23)


def test_two_small_counts_protect_each_other():
    found = suppressed({"extradition": 12, "deportation": 2, "transfer": 3})
    assert found.complementary == ()
    assert found.total == 17


def test_two_ones_would_be_told_by_their_sum():
    found = suppressed({"extradition": 12, "deportation": 1, "transfer": 1})
    assert found.cells["extradition"] is None


def test_nobody_is_not_a_small_number_of_people():
    assert suppressed({"extradition": 12, "deportation": 0}).cells == {"extradition": 12, "deportation": 0}


def test_with_nothing_to_hide_behind_the_total_goes_too():
    found = suppressed({"extradition": 3, "deportation": 0})
    assert found.cells == {"extradition": None, "deportation": 0}
    assert found.total is None


@patient
@given(COUNTS, st.integers(2, 10))
def test_no_small_count_is_ever_published_or_can_be_subtracted(counts: dict[str, int], least: int):
    found = suppressed(counts, least)
    assert all(not 0 < count < least for count in found.cells.values() if count is not None)
    hidden = [name for name, count in found.cells.items() if count is None]
    if found.total is not None and hidden:
        rest = found.total - sum(count for count in found.cells.values() if count is not None)
        assert len(hidden) > 1
        assert rest > len(hidden)


@patient
@given(COUNTS)
def test_a_published_count_is_the_true_one(counts: dict[str, int]):
    found = suppressed(counts)
    assert all(counts[name] == count for name, count in found.cells.items() if count is not None)
    assert found.total in {None, sum(counts.values())}
