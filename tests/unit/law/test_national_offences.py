import datetime as dt
from collections import Counter

from comity.common.truth import Truth
from comity.law.national_offences import NationalOffence, offences, penalty_evidence, states_with_offences


def offence(identity: str) -> NationalOffence:
    return next(o for o in offences() if o.id == identity)


def test_nothing_was_lost_when_the_offences_were_written_down():
    assert len(offences()) == 168
    assert len(states_with_offences()) == 31
    assert Counter(o.covers for o in offences()) == {"full": 91, "partial": 49, "no": 4, "unknown": 24}
    assert Counter(o.grade for o in offences()) == {"A": 80, "B": 54, "C": 34}


def test_every_article_has_as_many_offences_as_were_read():
    assert Counter(o.conduct for o in offences()) == {
        "uncac:15(a)": 18,
        "uncac:15(b)": 19,
        "uncac:16(1)": 15,
        "uncac:16(2)": 12,
        "uncac:17": 14,
        "uncac:18": 16,
        "uncac:19": 12,
        "uncac:20": 18,
        "uncac:21": 11,
        "uncac:22": 10,
        "uncac:23": 5,
        "uncac:24": 7,
        "uncac:25": 11,
    }


def test_every_offence_names_its_source_and_when_it_was_checked():
    assert all(o.source.title and o.source.checked for o in offences())


def test_an_offence_listed_for_the_article_concerns_its_limbs_and_the_other_way_round():
    listed = {o.id for o in offences("FRA", "uncac:18(a)")}
    assert {o.id for o in offences("FRA", "uncac:18")} == listed
    assert {o.conduct for o in offences("FRA", "uncac:15")} == {"uncac:15(a)", "uncac:15(b)"}


def test_a_name_in_a_local_script_says_its_language():
    assert offence("CHN/15(a)/389-390").name["local"] == "行贿罪"
    assert all("language" in o.name for o in offences() if "local" in o.name)


def test_a_text_of_2017_may_raise_a_question_and_decides_nothing():
    assert not offence("NLD/18/none").decides()


def test_a_weak_source_decides_nothing_however_recent():
    canadian = next(o for o in offences("CAN", "uncac:17"))
    assert canadian.grade == "C"
    assert not canadian.decides()


def test_an_undated_text_decides_nothing():
    assert not offence("NZL/16(2)/105e").decides()


def test_a_text_whose_date_is_a_span_is_as_old_as_the_span_allows():
    assert offence("DEU/16(1)/335a-with-334-333-2").not_before == "2017-05"


def test_the_american_offence_of_foreign_officials_stands_since_30_july_2024():
    taking = next(o for o in offences("USA", "uncac:16(2)"))
    assert taking.stood_on(dt.date(2024, 7, 29)) is Truth.FALSE
    assert taking.stood_on(dt.date(2024, 7, 30)) is Truth.TRUE
    assert taking.valid_source is not None


def test_a_text_is_not_evidence_of_the_law_before_the_day_it_speaks_for():
    french = offence("FRA/16(2)/435-1")
    assert french.stood_on(dt.date(2019, 1, 1)) is Truth.UNKNOWN
    assert french.stood_on(dt.date(2026, 11, 21)) is Truth.TRUE


def test_years_become_months_only_where_the_text_is_a_plain_number_of_years():
    (plain,) = penalty_evidence("KOR", "uncac:15(a)")
    assert (plain.text, plain.max_months) == ("5", 60)
    (graded,) = penalty_evidence("DEU", "uncac:15(a)")
    assert (graded.text, graded.max_months) == ("3 (333); 5 (334); 10 (335)", None)


def test_half_a_year_in_a_penalty_is_six_months():
    (italian,) = penalty_evidence("ITA", "uncac:18")
    assert italian.max_months == 54


def test_death_and_life_are_codes_and_not_numbers():
    assert {p.code for p in penalty_evidence("CHN", "uncac:17")} == {"death", "life"}
    assert {p.max_months for p in penalty_evidence("CHN", "uncac:17")} == {None}


def test_penalty_evidence_says_whether_it_is_good_enough_to_rest_on():
    assert all(p.usable for p in penalty_evidence("FRA", "uncac:15"))
    assert not any(p.usable for p in penalty_evidence("NLD", "uncac:15"))


def test_a_state_that_nobody_looked_up_has_no_penalty_evidence():
    assert penalty_evidence("AUS", "uncac:15") == ()
