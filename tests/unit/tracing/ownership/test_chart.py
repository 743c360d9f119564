"""The picture of ownership: everything in it stands in its table, and three hundred names still do not overlap."""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from comity.tracing.ownership.chart import MOST, OwnershipWords, ownership_chart
from comity.tracing.ownership.holdings import Holding, Register, graph_on
from comity.tracing.sentences import sentences

DAY = dt.date(2026, 1, 1)


def drawn(*holdings: Holding, asked: str = "X", kinds: dict[str, str] | None = None, most: int = MOST):
    graph = graph_on(Register("made", "", holdings), DAY)
    return ownership_chart(graph, asked, kinds or {}, f"Who owns {asked}", most=most)


def held(owner: str, owned: str, share: str | None, **more: object) -> Holding:
    return Holding(owner, owned, Fraction(share) if share else None, **more)


def test_every_arrow_of_the_picture_is_a_row_of_the_table() -> None:
    picture = drawn(
        held("Ana", "A", "3/5"), held("A", "X", "1/2"), held("X", "Y", None), held("Ben", "X", "1/4", nominee_for="Cy")
    )
    assert {(a.owner, a.owned, a.share, a.through) for a in picture.arrows} == {
        ("Ana", "A", "60.00%", ()),
        ("A", "X", "50.00%", ()),
        ("Cy", "X", "25.00%", ("Ben",)),
        ("X", "Y", "?", ()),
    }
    titles = re.findall(r"<title>(.*?)</title>", picture.svg)
    assert "Cy holds 25.00% in X, through Ben" in titles
    ET.fromstring(picture.svg)


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh-hans"])
def test_what_is_shown_on_pointing_is_in_the_language_asked_for_with_every_name_and_share(language: str) -> None:
    holdings = (held("77", "88", "1/4", votes=Fraction(1, 2), nominee_for="99"),)
    words = OwnershipWords.said(lambda english: sentences()[english][language], str.upper)
    graph = graph_on(Register("made", "", holdings), DAY)
    svg = ownership_chart(graph, "88", {"99": "person"}, "1", words=words).svg
    (arrow,) = [text for text in re.findall(r"<title>(.*?)</title>", svg) if "25.00%" in text]
    assert all(told in arrow for told in ("99", "77", "88", "50.00%"))
    assert not re.search(r"\b(holds|through|votes)\b", arrow)
    assert "<title>99 (PERSON)</title>" in svg


def test_persons_companies_and_the_unknown_have_their_own_signs() -> None:
    picture = drawn(held("Ana", "X", "1/2"), held("Q", "X", "1/2"), kinds={"Ana": "person", "X": "company"})
    assert picture.svg.count('<path d="M') >= 2
    assert ">?</text>" in picture.svg


def test_names_are_text_and_never_marks() -> None:
    assert "<b>" not in drawn(held("<b>", "X", "1/2")).svg


def test_three_hundred_owners_are_drawn_apart_and_more_are_counted() -> None:
    picture = drawn(*(held(f"Owner {n}", "X", "1/500") for n in range(350)))
    places = re.findall(r'<circle cx="(\d+)" cy="(\d+)" r="22"', picture.svg)
    assert (len(places), len(set(places)), picture.left_out) == (MOST, MOST, 51)
    wide = float(re.search(r'viewBox="0 0 (\d+) ', picture.svg)[1])
    assert wide < 2600


def test_rings_and_own_shares_are_drawn_once() -> None:
    picture = drawn(held("X", "X", "1/10"), held("X", "Y", "1/2"), held("Y", "X", "1/2"))
    assert len(picture.arrows) == 3
    assert sorted(picture.names) == ["X", "Y"]
