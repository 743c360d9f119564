import pytest

from comity.screening.reading import alternatives, has_letters, read_name
from comity.screening.scripts import Script
from comity.screening.tokens import Kind, Role


def words(text: str, kind: Kind = Kind.PERSON) -> list[tuple[str, Role]]:
    return [(t.text, t.role) for t in read_name(text, kind).tokens]


@pytest.mark.parametrize(
    ("name", "romanised"),
    [
        ("习近平", "xi jinping"),
        ("習近平", "xi jinping"),
        ("欧阳娜娜", "ouyang nana"),
        ("曾国藩", "zeng guofan"),
        ("Владимир Кличко", "vladimir klichko"),
        ("Γιώργος Παπανδρέου", "giorgos papandreou"),
        ("გიორგი", "giorgi"),
        ("Արամ", "aram"),
        ("김정은", "gim jeongeun"),
        ("ジム・バニング", "jimu baningu"),
    ],
)
def test_a_name_is_shown_in_its_usual_latin_spelling(name: str, romanised: str) -> None:
    assert read_name(name).romanised == romanised


def test_a_chinese_name_is_divided_after_its_surname() -> None:
    assert [w for w, _ in words("诸葛亮")] == ["诸葛", "亮"]
    assert [w for w, _ in words("王小明")] == ["王", "小明"]


def test_a_comma_turns_the_surname_to_its_place() -> None:
    assert [w for w, _ in words("BOUT, Viktor")] == ["viktor", "bout"]


def test_titles_particles_and_initials_are_told_apart() -> None:
    assert words("Dr. Ludwig van der B.") == [
        ("dr", Role.TITLE),
        ("ludwig", Role.NAME),
        ("van", Role.PARTICLE),
        ("der", Role.PARTICLE),
        ("b", Role.INITIAL),
    ]


def test_a_title_that_is_all_there_is_is_the_name() -> None:
    assert words("Sheikh") == [("sheikh", Role.NAME)]


def test_common_names_tell_less_than_rare_ones_and_patronymics_less_still() -> None:
    john, rare = read_name("John Xyloth").tokens
    father = read_name("Ivanovich").tokens[0]
    assert father.weight <= john.weight < rare.weight


def test_legal_forms_are_known_in_many_languages() -> None:
    for text in ("Romashka OOO", "ООО Ромашка", "Romashka L.L.C.", "Romashka Gesellschaft mbH"):
        forms = [t.family for t in read_name(text, Kind.COMPANY).tokens if t.role is Role.FORM]
        assert forms == ["form:llc"], text


def test_a_chinese_company_name_is_cut_into_words_of_known_meaning() -> None:
    tokens = read_name("长城国际贸易有限公司", Kind.COMPANY).tokens
    assert [(t.text, t.family) for t in tokens] == [
        ("长城", ""),
        ("国际", "word:international"),
        ("贸易", "word:trading"),
        ("有限公司", "form:ltd"),
    ]


def test_one_field_may_hold_several_names() -> None:
    assert alternatives("Олена Коваль / Elena Koval (born 1970)") == ("Олена Коваль", "Elena Koval")


def test_signs_alone_are_no_name() -> None:
    assert not has_letters("--- !!! …")
    assert read_name("---").tokens == ()


def test_a_script_that_nobody_can_romanise_is_still_read() -> None:
    token = read_name("ဒေါ်").tokens[0]
    assert (token.script, token.latin) == (Script.OTHER, "")
