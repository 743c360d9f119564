import pytest

from comity.screening.comparison import compare
from comity.screening.entity import Entity
from comity.screening.evidence import Side
from comity.screening.explanation import as_data, told
from comity.screening.tokens import Kind


def person(name: str, **known: tuple[object, ...]) -> Entity:
    return Entity("x", "Person", (name,), **known)  # type: ignore[arg-type]


def score(left: str, right: str) -> float:
    return compare(person(left), person(right)).score


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("习近平", "Xi Jinping"),
        ("习近平", "Jinping XI"),
        ("习近平", "xi jin-ping"),
        ("習近平", "习近平"),
        ("蔣經國", "Chiang Ching-kuo"),
        ("梁振英", "Leung Chun-ying"),
        ("محمد عبد الله", "Mohammed Abdullah"),
        ("박근혜", "Park Geun-hye"),
        ("Владимир Зеленский", "Volodymyr Zelensky"),
        ("Αλέξης Τσίπρας", "Alexis Tsipras"),
        ("नरेन्द्र मोदी", "Narendra Modi"),
        ("בנימין נתניהו", "Benjamin Netanyahu"),
        ("アンゲラ・メルケル", "Angela Merkel"),
        ("Dr. Hans-Peter Müller", "MUELLER, Hans Peter"),
        ("Abdul Rahman al-Sudais", "Abdulrahman Alsudais"),
        ("Раul Smith", "Paul Smith"),
    ],
)
def test_the_same_name_is_found_in_another_script_order_or_spelling(left: str, right: str) -> None:
    assert score(left, right) >= 0.7


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("陈卫民", "Chen Zemin"),
        ("习近平", "Li Jinping"),
        ("许淑清", "Xu Qing"),
        ("Viktor Orlov", "Viktor Popov"),
        ("محمد عبد الله", "Mahmoud Abdelaziz"),
        ("신동우", "Kang Dong-won"),
        ("John Smith", "Mary Jones"),
    ],
)
def test_a_name_that_only_looks_alike_is_not_taken_for_the_same(left: str, right: str) -> None:
    assert score(left, right) < 0.7


def test_two_people_of_one_name_born_in_different_years_are_not_one() -> None:
    found = compare(person("Eva Nováková", dates=("1955-07-29",)), person("Eva Nováková", dates=("1938-01-18",)))
    assert found.score < 0.3
    assert [e.what for e in found.side(Side.AGAINST)] == ["birth date"]


def test_a_birth_date_confirms_and_its_absence_is_named_without_counting() -> None:
    bare = compare(person("Eva Nováková"), person("Eva Novakova"))
    dated = compare(person("Eva Nováková", dates=("1955-07-29",)), person("Eva Novakova", dates=("1955-07-29",)))
    assert dated.logit > bare.logit
    missing = {e.what: e.logit for e in bare.side(Side.MISSING)}
    assert missing == {"identifier": 0.0, "birth date": 0.0, "country": 0.0, "gender": 0.0, "address": 0.0}


def test_hits_with_different_evidence_never_tie() -> None:
    plain = compare(person("Eva Nováková"), person("Eva Nováková")).logit
    year = compare(person("Eva Nováková", dates=("1955",)), person("Eva Nováková", dates=("1955",))).logit
    day = compare(person("Eva Nováková", dates=("1955-07-29",)), person("Eva Nováková", dates=("1955-07-29",))).logit
    assert plain < year < day


def company(name: str, *numbers: tuple[str, str]) -> Entity:
    return Entity("x", "Company", (name,), identifiers=numbers)


def test_a_strong_identifier_decides_and_says_so() -> None:
    found = compare(company("Alpha", ("imoNumber", "IMO 9074729")), company("Omega", ("imoNumber", "9074729")))
    assert found.verdict == "decided by an identifier"
    assert found.score > 0.9


def test_a_conflicting_strong_identifier_vetoes_and_says_so() -> None:
    found = compare(company("Alpha", ("imoNumber", "9074729")), company("Alpha", ("imoNumber", "9176187")))
    assert found.verdict == "vetoed by a conflicting identifier"
    assert found.score < 0.2


def test_a_number_whose_check_digit_is_wrong_is_no_evidence() -> None:
    found = compare(company("Alpha", ("imoNumber", "9074728")), company("Omega", ("imoNumber", "9074728")))
    assert found.verdict == "weighed"
    assert "identifier" in {e.what for e in found.side(Side.MISSING)}


def test_a_person_is_no_ship() -> None:
    found = compare(person("Maria Sofia"), Entity("v", "Vessel", ("MARIA SOFIA",)))
    assert "kind" in {e.what for e in found.side(Side.AGAINST)}


def test_the_explanation_shows_words_romanisation_and_what_is_missing() -> None:
    found = compare(person("习近平"), person("Xi Jinping", dates=("1953",)))
    assert "近平 = jinping (read from Han" in told(found)
    assert "no birth date on the left side" in told(found)
    data = as_data(found)
    assert data["names"]["left"] == {"text": "习近平", "romanised": "xi jinping", "scripts": ["Han"]}
    assert data["names"]["words"][0]["left"] == ["习"]


def test_a_company_is_known_under_its_translated_common_words() -> None:
    left, right = company("长城国际贸易有限公司"), company("Changcheng International Trading Co., Ltd.")
    found = compare(left, right)
    assert found.name is not None
    assert found.name.left.kind is Kind.COMPANY
    assert {link.likeness.how for link in found.name.alignment.links} >= {"same meaning"}
