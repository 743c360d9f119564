"""What is kept back of published tables cannot be computed from what they show, whichever are laid side by side."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.statistics.table import Row, Table, publishable

Cell = tuple[str, tuple[str, ...]]
Equation = tuple[Counter[Cell], int]
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine, too
# One request: direction, step, measure, state.
REQUESTS = st.lists(
    st.tuples(st.sampled_from("mr"), st.sampled_from("xy"), st.sampled_from("fcr"), st.sampled_from("ABCDEF")),
    max_size=60,
)


def by(figure: str, places: tuple[int, ...], requests: Iterable[tuple[str, ...]], adds_up_to: str = "") -> Table:
    counts = Counter(tuple(request[place] for place in places) for request in requests)
    rows = tuple(Row(under, (count,)) for under, count in sorted(counts.items()))
    return Table(figure, tuple(map(str, places)), ("finished",), ("finished",), rows, adds_up_to)


def published(requests: list[tuple[str, ...]], least: int) -> tuple[tuple[Table, ...], tuple[Table, ...]]:
    tables = (
        by("steps", (0, 1), requests),
        by("steps-by-measure", (0, 1, 2), requests, "steps"),
        by("steps-by-state", (0, 1, 3), requests, "steps"),
        by("by-measure", (0, 2), requests, "all"),
        by("by-state", (0, 3), requests, "all"),
    )
    return tables, publishable(tables, least)


def equations(tables: Iterable[Table]) -> Iterator[Equation]:
    """What a reader can write down: the rows under one heading add up to the sum, which stands somewhere or nowhere."""
    shown = {(table.figure, row.under): row.values[0] for table in tables for row in table.rows}
    for table in tables:
        if not table.adds_up_to:
            continue
        for above in {row.under[:-1] for row in table.rows}:
            unknown: Counter[Cell] = Counter()
            known = 0
            for cell, sign in [((table.figure, r.under), 1) for r in table.rows if r.under[:-1] == above] + [
                ((table.adds_up_to, above), -1)
            ]:
                value = shown.get(cell)
                if value is None:
                    unknown[cell] += sign
                else:
                    known += sign * int(value)
            yield unknown, -known


def told(tables: tuple[Table, ...]) -> dict[Cell, Fraction]:
    """Every hidden cell that follows from the others: by solving, or because each of its sum is at least one."""
    left = [
        ({cell: Fraction(n) for cell, n in unknown.items() if n}, Fraction(sum_)) for unknown, sum_ in equations(tables)
    ]
    solved: list[tuple[Cell, dict[Cell, Fraction], Fraction]] = []
    while left:
        parts, sum_ = left.pop()
        if not parts:
            assert sum_ == 0
            continue
        pivot, factor = next(iter(parts.items()))
        parts, sum_ = {cell: n / factor for cell, n in parts.items()}, sum_ / factor
        left = [less(row, pivot, (parts, sum_)) for row in left]
        solved = [(cell, *less((row, total), pivot, (parts, sum_))) for cell, row, total in solved]
        solved.append((pivot, parts, sum_))
    found = {pivot: sum_ for pivot, parts, sum_ in solved if len(parts) == 1}
    for _, parts, sum_ in solved:
        if set(parts.values()) == {Fraction(1)} and sum_ == len(parts):
            found |= dict.fromkeys(parts, Fraction(1))
    return found


def less(
    row: tuple[dict[Cell, Fraction], Fraction], pivot: Cell, by_: tuple[dict[Cell, Fraction], Fraction]
) -> tuple[dict[Cell, Fraction], Fraction]:
    factor = row[0].get(pivot, Fraction(0))
    parts = {
        cell: row[0].get(cell, Fraction(0)) - factor * by_[0].get(cell, Fraction(0)) for cell in {*row[0], *by_[0]}
    }
    return {cell: n for cell, n in parts.items() if n}, row[1] - factor * by_[1]


@patient
@given(REQUESTS, st.integers(2, 8))
def test_no_hidden_count_can_be_computed_from_any_published_sum(requests: list[tuple[str, ...]], least: int) -> None:
    true, shown = published(requests, least)
    values = {(table.figure, row.under): row.values[0] for table in shown for row in table.rows}
    assert all(not 0 < int(value) < least for value in values.values() if value is not None)
    assert {cell for cell in told(shown) if cell in values} == set()
    for before, after in zip(true, shown, strict=True):
        assert all(r.values[0] in {None, t.values[0]} for t, r in zip(before.rows, after.rows, strict=True))


def test_a_single_hidden_measure_of_a_step_takes_another_one_of_the_same_step_with_it() -> None:
    requests = [("m", "x", "f", "A")] * 3 + [("m", "x", "c", "A")] * 9 + [("m", "y", "f", "B")] * 2
    _, shown = published(requests, 5)
    cells = shown[1].column("finished")
    assert cells["m", "x", "c"] is None, "the total of the step less this one would be the hidden one"


def test_a_sum_that_would_tell_that_each_of_its_parts_is_one_is_kept_back_with_a_part_of_the_other_table() -> None:
    _, shown = published([("m", "x", measure, "A") for measure in "abcde"], 5)
    sums, by_measure, by_state, *_ = (table.column("finished") for table in shown)
    assert sums["m", "x"] is None
    assert set(by_measure.values()) == {None}
    assert by_state["m", "x", "A"] is None
