"""Codes of states and territories, and what a person may have meant by something else."""

import pytest

from comity.common.errors import BadInputError
from comity.law.states import all_codes, is_territory, parse_state, read_state, state_name, un_members


def test_the_united_nations_have_193_members() -> None:
    assert len(un_members()) == 193


@pytest.mark.parametrize("code", ["HKG", "MAC", "ABW", "BMU", "GGY"])
def test_a_territory_is_a_node_of_its_own(code: str) -> None:
    assert is_territory(code)
    assert code in all_codes()


@pytest.mark.parametrize("code", ["VAT", "PSE", "COK", "NIU", "EUE", "XKX", "FRA"])
def test_what_joins_treaties_in_its_own_name_is_no_territory(code: str) -> None:
    assert not is_territory(code)
    assert code in all_codes()


def test_small_letters_are_read() -> None:
    assert parse_state(" fra ") == "FRA"
    assert state_name("FRA") == "France"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("FR", "FRA (France)"),
        ("France", "FRA (France)"),
        ("Frnace", "FRA"),
        ("Росия", "RUS"),
        ("bolivia", "BOL"),
        ("FAR", "FRA"),
    ],
)
def test_a_slip_is_answered_with_the_code_that_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse_state(typed)
    assert f"did you mean {meant}" in str(caught.value)


@pytest.mark.parametrize("typed", ["QQQQQ", "Atlantis", "Gondor", "Utopia", "Wakanda", "Republic", "Saint", "xyz"])
def test_nothing_is_suggested_where_nothing_comes_near_or_too_many_do(typed: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse_state(typed)
    assert "did you mean" not in str(caught.value)


def test_a_withdrawn_code_is_refused_and_its_date_called_administrative() -> None:
    with pytest.raises(BadInputError, match="not one of legal succession"):
        parse_state("SCG")
    assert "SCG" not in all_codes()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("nld", "NLD"),
        ("NL", "NLD"),
        ("Holland", "NLD"),
        ("the Netherlands", "NLD"),
        ("Pays-Bas", "NLD"),
        ("England", "GBR"),
        ("UK", "GBR"),
        ("Great Britain", "GBR"),
        ("Великобритания", "GBR"),
        ("USA", "USA"),
        ("us", "USA"),
        ("United States of America", "USA"),
        ("UAE", "ARE"),
        ("الإمارات العربية المتحدة", "ARE"),
        ("Burma", "MMR"),
        ("Ivory Coast", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("South Korea", "KOR"),
        ("대한민국", "KOR"),
        ("Россия", "RUS"),
        ("Deutschland", "DEU"),
        ("德国", "DEU"),
        ("德國", "DEU"),
        ("日本", "JPN"),
        ("Turkey", "TUR"),
        ("Czech Republic", "CZE"),
        ("Hong Kong", "HKG"),
        ("США", "USA"),
        ("DRC", "COD"),
        ("Congo-Kinshasa", "COD"),
        ("Republic of the Congo", "COG"),
        ("República del Congo", "COG"),
        ("Демократическая Республика Конго", "COD"),
        ("刚果共和国", "COG"),
        ("Congo, The Democratic Republic of the", "COD"),
        ("Sint Maarten", "SXM"),
        ("टोगो", "TGO"),
        ("टोंगा", "TON"),
    ],
)
def test_a_state_is_understood_by_what_people_call_it(typed: str, code: str) -> None:
    assert read_state(typed) == code


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        (("Congo", "Конго", "الكونغو", "刚果", "Kongo"), {"COG", "COD"}),
        (("Korea", "Corée", "Corea", "Корея", "كوريا"), {"KOR", "PRK"}),
        (("Virgin Islands", "Îles Vierges", "Islas Vírgenes", "Виргинские острова", "جزر فيرجن"), {"VGB", "VIR"}),
        (("Saint Martin", "St. Martin", "Saint-Martin", "San Martín", "Сен-Мартен", "圣马丁"), {"MAF", "SXM"}),
    ],
)
def test_where_a_name_can_mean_several_they_are_suggested_and_none_is_taken(
    names: tuple[str, ...], meant: set[str]
) -> None:
    for name in names:
        with pytest.raises(BadInputError) as caught:
            read_state(name)
        assert {code for code in all_codes() if f"{code} (" in str(caught.value)} == meant, name


def test_every_name_by_which_a_state_is_suggested_is_understood() -> None:
    assert {code: read_state(state_name(code)) for code in un_members() if code != "COG"} == {
        code: code for code in un_members() if code != "COG"
    }


@pytest.mark.parametrize("typed", ["Czechoslovakia", "Yugoslavia", "URSS"])
def test_a_state_that_is_no_more_is_told_to_be_so_and_no_successor_is_taken(typed: str) -> None:
    with pytest.raises(BadInputError, match="is a state that is no more"):
        read_state(typed)


def test_a_case_file_has_codes_and_a_name_is_only_suggested() -> None:
    with pytest.raises(BadInputError, match="did you mean NLD"):
        parse_state("Holland")
