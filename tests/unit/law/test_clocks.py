"""Clocks carry an event, a limit, an article and a source, and are found by name."""

import pytest

from comity.common.errors import BadInputError
from comity.law.catalogue import all_rules
from comity.law.clocks import Limit, clock_rule, clock_rules
from comity.law.rules import Effect


def test_no_name_stands_for_two_clocks():
    names = [rule.id for rule in clock_rules()]
    assert len(names) == len(set(names))


def test_every_clock_of_law_names_its_article_and_a_graded_source():
    for rule in clock_rules():
        assert rule.starts_from, rule.id
        assert rule.effect, rule.id
        assert rule.source.title, rule.id
        assert rule.source.checked, rule.id
        if not rule.id.startswith("office/"):
            assert rule.article not in {"", "none"}, rule.id
            assert rule.source.grade in {"A", "B", "C"}, rule.id


def test_the_acknowledgement_target_says_plainly_that_it_is_no_law():
    target = clock_rule("office/acknowledgement")
    assert target.nature == "target"
    assert target.source.grade == ""
    assert "not law" in target.source.title
    assert "not a rule of law" in target.effect


def test_the_convention_has_one_day_on_which_release_is_possible_and_one_on_which_it_is_due():
    assert clock_rule("ETS024/provisional-arrest-may-end").limit == Limit(18, "days")
    assert clock_rule("ETS024/provisional-arrest-must-end").limit == Limit(40, "days")


def test_a_range_of_treaty_terms_is_two_clocks():
    short, long = clock_rule("USA/provisional-arrest-short"), clock_rule("USA/provisional-arrest-long")
    assert (short.limit, long.limit) == (Limit(40, "days"), Limit(60, "days"))


def test_a_further_stage_of_detention_is_no_extension_of_the_time_for_the_request():
    extension = clock_rule("ESP/provisional-arrest").extension
    assert extension is not None
    assert extension.by is None
    assert "once the request is in time" in extension.says


def test_a_states_clocks_are_its_own_and_those_of_its_treaties():
    found = {rule.id for rule in clock_rules("CHE")}
    assert "CHE/provisional-arrest" in found
    assert "CHE-USA-extradition-1990/provisional-arrest" in found
    assert "DEU/specialty-ends" not in found


def test_a_misspelt_clock_is_answered_with_its_neighbours_in_one_sentence():
    with pytest.raises(BadInputError) as error:
        clock_rule("CHN/provisonal-arrest")
    assert "CHN/provisional-arrest" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_beginning_of_a_name_is_answered_with_the_names_that_begin_so():
    with pytest.raises(BadInputError, match=r"ETS024/provisional-arrest-may-end or ETS024/provisional-arrest-must-end"):
        clock_rule("ets024/prov")


def test_a_name_without_neighbours_points_to_the_list():
    with pytest.raises(BadInputError, match="--list"):
        clock_rule("zzz")


def test_a_clock_named_like_a_rule_speaks_of_the_same_article():
    rules = {rule.id: rule for rule in all_rules()}
    for clock in clock_rules():
        rule = rules.get(clock.id)
        if rule is not None:
            assert rule.effect in {Effect.DEADLINE, Effect.FORMALITY}, clock.id
            assert clock.article.split("(")[0] in rule.article, clock.id
