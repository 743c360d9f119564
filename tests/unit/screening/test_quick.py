from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from comity.screening.comparison import match_names
from comity.screening.entity import Entity
from comity.screening.evidence import weigh
from comity.screening.index import kernels, latin_kernel, spelling_kernel
from comity.screening.index.asked import Asked
from comity.screening.index.build import ListOrigin, build
from comity.screening.index.compilation import ORDER
from comity.screening.index.compiled import Looker
from comity.screening.index.facts import beside, facts_of
from comity.screening.index.latin_words import NOT_PLAIN, LatinWords
from comity.screening.index.quick import Memory, Question, highest, likeness_of, look
from comity.screening.index.reader import Index
from comity.screening.index.search import MARGIN, search
from comity.screening.index.spelling_kernel import Speller
from comity.screening.index.spellings import likely_spellings
from comity.screening.index.word_table import outline_of
from comity.screening.reading import read_name
from comity.screening.scripts import Script
from comity.screening.tokens import Kind, Role, token_of
from comity.screening.transliteration import best_gain

ORIGIN = ListOrigin("made", "1", "", "")
SAME = [
    ("Mingtest Xi", "席明測", Kind.PERSON),
    ("Wan Koo Lee", "이완구", Kind.PERSON),
    ("Muhammad Abdullah Testani", "محمد عبدالله تستاني", Kind.PERSON),
    ("Testova Maria Ivanovna", "Мария Тестова", Kind.PERSON),
    ("J. Provensky", "John Provensky", Kind.PERSON),
    ("Abd Allah Testani", "Abdullah Testani", Kind.PERSON),
    ("Ali Altestani", "Ali al Testani", Kind.PERSON),
    ("KANG Chang-il", "姜昌一", Kind.PERSON),
    ("Minotest Congo Trading", "MINO TEST CONGO TRADING LTD", Kind.COMPANY),
]


def one_name(text: str, kind: Kind) -> Index:
    schema = "Person" if kind is Kind.PERSON else "Company"
    return Index(b"".join(build([(ORIGIN, [Entity("1", schema, (text,))])])), "made")


@pytest.mark.parametrize(("left", "right", "kind"), SAME)
def test_the_quick_look_never_hides_what_the_full_comparison_would_call_the_same(
    left: str, right: str, kind: Kind
) -> None:
    index = one_name(right, kind)
    asked = Question.of(read_name(left, kind), Memory(index))
    full = match_names(read_name(left, kind), read_name(right, kind))
    assert full is not None
    for exact in (False, True):
        assert highest(asked, index.words(0), index, exact=exact) >= min(full.logit, 2.2) - MARGIN


def test_the_quick_look_sees_that_two_names_have_nothing_in_common() -> None:
    index = one_name("Maria Nowhere", Kind.PERSON)
    asked = Question.of(read_name("Vladimir Proverkin", Kind.PERSON), Memory(index))
    assert highest(asked, index.words(0), index) < -2.0


def test_likely_spellings_hold_those_that_passports_use() -> None:
    (token,) = read_name("Мухаммад").tokens
    assert token.latin == likely_spellings(token)[0]
    (token,) = read_name("محمد").tokens
    assert {spelling[0] for spelling in likely_spellings(token)} == {"m"}
    assert len(likely_spellings(token)) > 3


WORDS = "Ali Aly Kim Gim Jong Chong Xi Hsi Testova Testowa Mohammed Muhamed al J. 이 정은 习 近平 Иван محمد".split()
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


PLAIN = {name: getattr(module, name) for module, names in ORDER for name in names}
DATES = st.lists(st.sampled_from(("1960", "1960-02", "1960-02-03", "1961-02-03", "1960-03-02", "1975")), max_size=2)
COUNTRIES = st.lists(st.sampled_from(("CHN", "Iran", "nowhere")), max_size=2)
ADDRESSES = ("75001 Paris, France", "rue de Test 3, Paris", "Paris, Texas, USA", "75001", "Brno, Czechia", "??")
PEOPLE = st.builds(
    lambda names, dates, countries, gender, schema, homes: Entity(
        "q", schema, tuple(names), tuple(dates), tuple(countries), tuple(gender), addresses=tuple(homes)
    ),
    st.lists(NAMES, min_size=1, max_size=2),
    DATES,
    COUNTRIES,
    st.lists(st.sampled_from(("male", "female")), max_size=1),
    st.sampled_from(("Person", "Company", "LegalEntity")),
    st.lists(st.sampled_from(ADDRESSES), max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PEOPLE, min_size=1, max_size=6), PEOPLE)
def test_the_lines_that_are_compiled_find_what_the_others_find(listed: list[Entity], asked: Entity) -> None:
    pytest.importorskip("numpy")
    named = [replace(entity, id=str(number)) for number, entity in enumerate(listed)]
    index = Index(b"".join(build([(ORIGIN, named)])), "made")
    plainly = search(index, asked, threshold=0.3)
    looked = look_of(index, asked)
    index.looker = Looker(index, PLAIN)
    assert [hit.listed.entity.id for hit in search(index, asked, threshold=0.3)] == [
        hit.listed.entity.id for hit in plainly
    ]
    found = index.looker.names([Asked(read_name(asked.names[0], asked.kind), -1.0, tuple(facts_of(asked)))])[0]
    assert {number: pytest.approx(high) for high, number in looked} == {number: high for high, number in found}


@given(st.text("abcd'éß1", max_size=9), st.text("abcd'éß1", max_size=9))
def test_words_whose_outlines_are_too_unlike_share_too_few_letters(left: str, right: str) -> None:
    ones = outline_of(left), outline_of(right)
    if not kernels.can_be_alike(*ones, kernels.HOPELESS):
        assert ratio(left, right) < kernels.HOPELESS


def look_of(index: Index, asked: Entity) -> list[tuple[float, int]]:
    question = Asked(read_name(asked.names[0], asked.kind), -1.0, tuple(facts_of(asked)))
    return look(index, question, Memory(index))


@given(PEOPLE, PEOPLE)
def test_evidence_from_the_tables_of_an_index_is_that_of_the_full_comparison(left: Entity, right: Entity) -> None:
    ours, theirs = facts_of(left), facts_of(right)
    full = sum(evidence.logit for evidence in weigh(left, right))
    assert beside(ours, 0, len(ours), theirs, 0, len(theirs)) == pytest.approx(full)


@pytest.mark.parametrize(("left", "right", "kind"), SAME)
def test_compiled_lines_read_a_word_as_the_others_do(left: str, right: str, kind: Kind) -> None:
    pytest.importorskip("numpy")
    reader = Speller(spelling_kernel.gain)
    for ours in read_name(left, kind).tokens:
        for theirs in read_name(right, kind).tokens:
            assert reader(ours.units, ours.script, theirs.latin) == best_gain(ours.units, ours.script, theirs.latin)


PLAIN_WORDS = st.one_of(
    st.text("aekhilsty", min_size=2, max_size=9), st.sampled_from(("mohammed", "muhamad", "altest", "test", "zaytsev"))
)


@given(PLAIN_WORDS, PLAIN_WORDS)
def test_plain_words_are_as_alike_in_compiled_lines_as_in_the_others(left: str, right: str) -> None:
    pytest.importorskip("numpy")
    words = LatinWords(latin_kernel.alike)
    ours, theirs = (token_of(text, Script.LATIN, text, tuple(text), Role.NAME, 1.0) for text in (left, right))
    (found,) = words.likenesses([(words.place(ours), words.place(theirs))])
    assert found == pytest.approx(likeness_of(ours, theirs))


@pytest.mark.parametrize("text", ["Bob", "Иван", "习", "abcdefghijklmnopqrstuvwxyz"])
def test_a_word_that_is_more_than_plain_letters_is_left_to_the_others(text: str) -> None:
    pytest.importorskip("numpy")
    (token, *_) = read_name(text).tokens
    assert LatinWords(latin_kernel.alike).place(token) == NOT_PLAIN


def test_every_line_over_arrays_is_named_among_those_that_are_compiled() -> None:
    for module, names in ORDER:
        written = {name for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__}
        helpers = {"facts_of", "Speller", "spell_faster", *(name for name in written if name.startswith("_"))}
        assert written - helpers == set(names), module.__name__
