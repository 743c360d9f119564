import pytest

from comity.common.errors import BadInputError
from comity.law.conduct import conduct, conduct_list, limbs, lineage, requirements, spoken
from comity.law.national_offences import offences

ARTICLES = [f"uncac:{number}" for number in range(15, 26)]


def test_every_uncac_offence_from_article_15_to_25_is_described():
    keys = {c.key for c in conduct_list()}
    assert set(ARTICLES) <= keys
    assert {"uncac:15(a)", "uncac:15(b)", "uncac:16(1)", "uncac:16(2)", "oecd:1"} <= keys


def test_parties_must_punish_national_bribery_but_need_only_consider_passive_foreign_bribery():
    assert conduct("uncac:15(b)").obligation == "mandatory"
    assert conduct("uncac:16(1)").obligation == "mandatory"
    assert conduct("uncac:16(2)").obligation == "optional"


def test_the_mandatory_offences_are_15_16_1_17_23_and_25():
    whole = {c.key for c in conduct_list() if c.obligation == "mandatory" and not c.within}
    assert whole == {"uncac:15", "uncac:17", "uncac:23", "uncac:25"}


def test_a_whole_article_stands_for_its_limbs():
    assert [c.key for c in limbs("uncac:15")] == ["uncac:15(a)", "uncac:15(b)"]
    assert [c.key for c in limbs("uncac:17")] == ["uncac:17"]


def test_a_limb_lies_within_its_article():
    assert lineage("uncac:18(a)") == ("uncac:18(a)", "uncac:18")


def test_the_oecd_offence_is_read_with_active_foreign_bribery():
    assert lineage("oecd:1") == ("oecd:1", "uncac:16(1)", "uncac:16")
    assert "9(2)" in conduct("oecd:1").note
    assert "10(4)" in conduct("oecd:1").note


def test_a_business_purpose_belongs_to_active_foreign_bribery_only():
    assert conduct("uncac:16(1)").element("business") is not None
    assert conduct("uncac:16(2)").element("business") is None
    assert conduct("uncac:15(a)").element("business") is None


def test_giving_and_taking_are_different_verbs_of_one_article():
    giving, taking = conduct("uncac:15(a)").element("verb"), conduct("uncac:15(b)").element("verb")
    assert giving is not None
    assert taking is not None
    assert giving.values == ("promise", "offer", "give")
    assert taking.values == ("solicit", "accept_promise", "receive")


def test_every_element_cites_its_article_and_says_in_a_sentence_what_it_means():
    for described in conduct_list():
        for element in described.elements:
            assert element.article, (described.key, element.id)
            assert element.says.endswith("."), (described.key, element.id)


def test_conduct_is_named_in_six_languages():
    assert conduct("uncac:20").names["zh"] == "资产非法增加"
    assert all(set(c.names) == {"en", "fr", "es", "zh", "ar", "ru"} for c in conduct_list())


def test_private_bribery_has_both_its_counterparts_in_the_council_of_europe_convention():
    assert [(c.instrument, c.articles) for k in ("uncac:21(a)", "uncac:21(b)") for c in conduct(k).counterparts] == [
        ("ETS173", "7"),
        ("ETS173", "8"),
    ]


def test_every_requirement_that_is_described_is_asked_for_by_some_law():
    used = {r.what for o in offences() for r in o.requires} | {"threshold"}
    assert used == set(requirements())


def test_unknown_conduct_is_refused_with_the_keys_that_come_near():
    with pytest.raises(BadInputError, match="did you mean uncac:15"):
        conduct("uncac:15(c)")


def test_a_value_is_spoken_of_in_plain_words():
    assert spoken("accept_promise") == "accepting a promise"
    assert spoken("violation_of_law") == "violation of law"
