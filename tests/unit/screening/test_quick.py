from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening.comparison import match_names
from comity.screening.entity import Entity
from comity.screening.index import kernels
from comity.screening.index.build import ListOrigin, build
from comity.screening.index.compiled import Looker
from comity.screening.index.keys import keys_of
from comity.screening.index.quick import Memory, Question, highest
from comity.screening.index.reader import Index
from comity.screening.index.search import MARGIN
from comity.screening.index.spellings import likely_spellings
from comity.screening.reading import read_name
from comity.screening.tokens import Kind

ORIGIN = ListOrigin("made", "1", "", "")
SAME = [
    ("Mingtest Xi", "席明測", Kind.PERSON),
    ("Wan Koo Lee", "이완구", Kind.PERSON),
    ("Muhammad Abdullah Testani", "محمد عبدالله تستاني", Kind.PERSON),
    ("Testova Maria Ivanovna", "Мария Тестова", Kind.PERSON),
    ("J. Provensky", "John Provensky", Kind.PERSON),
    ("Abd Allah Testani", "Abdullah Testani", Kind.PERSON),
    ("Ali Altestani", "Ali al Testani", Kind.PERSON),
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


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=6), NAMES, st.sampled_from(Kind))
def test_the_lines_that_are_compiled_see_what_the_others_see(listed: list[str], asked: str, kind: Kind) -> None:
    pytest.importorskip("numpy")
    schema = "Person" if kind is Kind.PERSON else "Company"
    index = Index(b"".join(build([(ORIGIN, [Entity(str(n), schema, (t,)) for n, t in enumerate(listed)])])), "made")
    name = read_name(asked, kind)
    question = Question.of(name, Memory(index))
    keys = sorted(keys_of(name)[0])
    shared = {n for key in keys for n in index.names_with(key, 4000)}
    plainly = {n: highest(question, index.words(n), index) for n in shared}
    looker = Looker(index, kernels.look)
    found = looker.names(name, array("Q", keys), array("Q", [4000] * len(keys)), -1.0)
    assert {n: pytest.approx(v) for n, v in plainly.items() if v >= -1.0} == {n: v for v, n in found}
