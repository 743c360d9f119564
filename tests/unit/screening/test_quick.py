import pytest

from comity.screening.comparison import match_names
from comity.screening.entity import Entity
from comity.screening.index.build import ListOrigin, build
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
