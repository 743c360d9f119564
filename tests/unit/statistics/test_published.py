"""A published series is shown as printed: with its sources, its gaps, what does not fit, and what it does not say."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.statistics.compilation.build import stale
from comity.statistics.definitions import definitions, frameworks
from comity.statistics.published import Measure, Observation, series, until
from comity.statistics.reading import between_totals, year_gaps

FIGURES = Path(__file__).parents[3] / "figuresdata"
SKYNET = series("skynet")


def row(name: str) -> Observation:
    (found,) = (item for item in SKYNET.observations if item.id == name)
    return found


def test_what_ships_is_what_the_files_say():
    assert stale(FIGURES) == []


def test_every_row_names_its_publisher_an_address_and_the_day_it_was_checked():
    assert len(SKYNET.observations) == 31
    assert all(item.source.title and item.source.checked and item.url for item in SKYNET.observations)


def test_the_one_full_split_by_outcome_adds_up_to_its_total():
    values = row("3").values
    assert values["persons"] == 857
    parts = ("surrendered_or_persuaded", "captured_or_repatriated", "prosecuted_abroad")
    assert sum(values[part] for part in parts) == values["persons"]


def test_the_parts_of_2014_to_2016_exceed_the_total_of_the_same_day_as_the_series_itself_says():
    parts = sum(row(name).values["persons"] for name in ("1", "2", "7"))
    assert parts - row("8").values["persons"] == 9
    assert any(set(item.rows) == {"1", "2", "7", "8"} and "nine more" in item.says for item in SKYNET.disagreements)


def test_two_publishers_of_october_2017_differ_as_the_series_says():
    assert row("13").values["persons"] - row("12").values["persons"] == 134
    assert row("13").values["top100_to_date"] - row("12").values["top100_to_date"] == 3


def test_a_total_never_falls():
    totals = [i for i in SKYNET.observations if i.measure is Measure.CUMULATIVE and i.scope == "national"]
    for start in {item.start for item in totals}:
        ordered = sorted((i for i in totals if i.start == start), key=lambda item: item.end)
        persons = [item.values["persons"] for item in ordered]
        assert persons == sorted(persons)


def test_years_that_nobody_has_published_whole_are_named():
    assert {gap.year for gap in year_gaps(SKYNET.observations, "persons")} >= {2017, 2019, 2022, 2023, 2024}
    assert {gap.year for gap in year_gaps(SKYNET.observations, "amount_cny_bn")} >= {2017, 2020, 2024}
    published = {2018, 2020, 2021}
    assert published.isdisjoint({gap.year for gap in year_gaps(SKYNET.observations, "persons")})


def test_part_of_a_year_is_told_from_none_of_it():
    gaps = {gap.year: gap.partial for gap in year_gaps(SKYNET.observations, "persons")}
    assert gaps[2022] == ("24",)
    assert gaps[2017] == ()


def test_the_time_since_mid_2021_is_known_only_as_a_difference_that_is_not_exact():
    (last,) = (step for step in between_totals(SKYNET.observations) if step.to == dt.date(2024, 12, 31))
    assert (last.persons, last.amount_cny_bn) == (Decimal(4835), Decimal("44.88"))
    assert last.inexact == ("persons",)  # the total is printed as more than 14,000


def test_totals_that_count_from_different_days_are_never_subtracted():
    starts = {item.id: item.start for item in SKYNET.observations}
    assert all(
        starts[one] == starts[other] for one, other in (step.rows for step in between_totals(SKYNET.observations))
    )


def test_a_reader_of_an_earlier_day_sees_nothing_later():
    held = until(SKYNET.observations, dt.date(2017, 12, 31))
    assert max(item.end for item in held) == dt.date(2017, 10, 31)
    assert len(until(SKYNET.observations, None)) == 31


def test_the_series_says_what_it_does_not_say():
    assert {"route", "recovered", "place", "status", "time"} <= {item.what for item in SKYNET.not_published}


def test_an_unknown_series_is_answered_with_those_there_are():
    with pytest.raises(BadInputError, match="skynet"):
        series("foxhunt")


def test_the_frameworks_that_states_report_to_have_definitions():
    wanted = {"FATF R.33", "FATF IO.2", "FATF IO.8", "UNCAC and StAR", "EAW questionnaire", "like INTERPOL", "Comity"}
    assert wanted <= set(frameworks())


def test_every_definition_has_a_source_that_was_checked_and_says_how_much_was_read():
    for item in definitions():
        assert item.source.title, item.id
        assert item.source.checked, item.id
        assert item.reading in {"read", "partly", "not_read"}


def test_a_definition_that_nobody_has_read_does_not_claim_a_good_source():
    assert all(item.source.grade != "A" for item in definitions() if item.reading == "not_read")
