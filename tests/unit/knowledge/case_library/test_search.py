"""Searching the library: in six languages, the best first, within tags, and only what a second person confirmed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.knowledge.case_library.models import LibraryCase
from comity.knowledge.case_library.search import Wanted, search_library
from comity.knowledge.case_library.services import summary_change, summary_propose
from comity.knowledge.contributions.services import contribution_decide, contribution_withdraw

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 1)
BASE: dict[str, Any] = {
    "language": "en",
    "title": "A case",
    "origin_states": ["PER"],
    "offences": ["uncac:17"],
    "measures": ["extradition"],
    "basis": ["treaty"],
    "outcome": ["person_surrendered"],
    "facts": "Nothing in particular.",
    "sources": [{"title": "Synthetic"}],
}
Write = Callable[..., LibraryCase]


@pytest.fixture
def write(person: Callable[[str], Any]) -> Write:
    """Propose a summary, and have it confirmed unless it is to wait."""

    def propose(confirm: bool = True, **fields: Any) -> LibraryCase:
        anna, lena = person("anna"), person("lena")
        made = summary_propose(data={**BASE, **fields}, on=ON, actor=anna, who=anna.identity())
        if confirm:
            contribution_decide(made=made, confirm=True, reason="", actor=lena, who=lena.identity())
        return made

    return propose


def titles(question: str, **tags: tuple[str, ...]) -> list[str]:
    return [hit.case.title for hit in search_library(Wanted(question, tags)).hits]


@pytest.mark.parametrize(
    ("language", "facts", "asked"),
    [
        ("en", "The trustee hid the yacht.", "yacht"),
        ("fr", "L'enquête a établi le détournement.", "detournement"),
        ("es", "Se decomisó la mansión del testaferro.", "mansion"),
        ("ru", "Изъяты яхты и счета посредника.", "яхта"),
        ("ar", "صودر القصر بعد إدانة الوسيط.", "قصر"),
        ("ar", "صودر قصر الوسيط.", "القصر"),
        ("zh", "法院没收了中间人的别墅。", "别墅"),
        ("zh", "法院没收了中间人的别墅。", "没收"),
    ],
)
def test_a_word_is_found_in_its_language_with_or_without_accents_and_articles(
    write: Write, language: str, facts: str, asked: str
) -> None:
    write(language=language, facts=facts, title=f"found {language}")
    write(language=language, facts="…", title="other")
    assert f"found {language}" in titles(asked)
    assert "other" not in titles(asked)


def test_a_title_comes_before_a_text_and_a_text_that_says_it_often_before_one_that_says_it_once(write: Write) -> None:
    write(title="once", facts="There was a zeppelin.")
    write(title="often", facts="A zeppelin, another zeppelin and a third zeppelin.")
    write(title="The zeppelin itself")
    assert titles("zeppelin") == ["The zeppelin itself", "often", "once"]


def test_whole_words_come_before_beginnings_and_beginnings_before_other_endings(write: Write) -> None:
    write(title="c", facts="He owned zeppeliny.")
    write(title="b", facts="He owned zeppelinos there.")
    write(title="a", facts="He owned zeppelino.")
    assert titles("zeppelino") == ["a", "b", "c"]


def test_every_word_must_be_there(write: Write) -> None:
    write(title="both", facts="A zeppelin above a glacier.")
    write(title="one", facts="A zeppelin.")
    assert titles("zeppelin glacier") == ["both"]
    assert titles("zeppelin iceberg") == []


def test_tags_narrow_the_search_any_of_a_kind_and_all_kinds_together(write: Write) -> None:
    write(title="refused", outcome=["refused"], asset_states=["CHE"], facts="zeppelin")
    write(title="returned", outcome=["assets_returned"], asset_states=["CHE"], facts="zeppelin")
    write(title="elsewhere", outcome=["refused"], asset_states=["LUX"], facts="zeppelin")
    assert titles("zeppelin", outcome=("refused",), state=("CHE",)) == ["refused"]
    assert set(titles("zeppelin", state=("CHE", "LUX"))) == {"refused", "returned", "elsewhere"}
    assert titles("", outcome=("assets_returned",), state=("CHE",))[:1] == ["returned"]


def test_a_case_of_unknown_duration_fits_no_duration(write: Write) -> None:
    write(title="short", begun="2020-01-01", concluded="2020-06-01", facts="zeppelin")
    write(title="long", begun="2010", concluded="2020", facts="zeppelin")
    write(title="unknown", facts="zeppelin")
    assert [h.case.title for h in search_library(Wanted("zeppelin", {}, None, 6)).hits] == ["short"]
    assert [h.case.title for h in search_library(Wanted("zeppelin", {}, 24)).hits] == ["long"]
    assert [h.case.title for h in search_library(Wanted("", {}, 100)).hits] == ["long"]


def test_what_nobody_has_confirmed_or_what_was_withdrawn_is_not_found(
    write: Write, person: Callable[[str], Any]
) -> None:
    write(confirm=False, facts="zeppelin")
    gone = write(facts="zeppelin")
    lena = person("lena")
    contribution_withdraw(made=gone, reason="It was another case.", actor=lena, who=lena.identity())
    assert titles("zeppelin") == []


def test_a_changed_summary_is_found_by_its_new_words_only(write: Write, person: Callable[[str], Any]) -> None:
    made = write(confirm=False, facts="zeppelin")
    anna, lena = person("anna"), person("lena")
    summary_change(made=made, data={**BASE, "facts": "balloon"}, revision=1, actor=anna, who=anna.identity())
    made.refresh_from_db()
    contribution_decide(made=made, confirm=True, reason="", actor=lena, who=lena.identity())
    assert titles("zeppelin") == []
    assert titles("balloon") == ["A case"]


def test_the_place_is_shown_as_it_is_written(write: Write) -> None:
    write(facts="On y trouva le ZÉPPELIN d'un tiers.")
    hit = search_library(Wanted("zeppelin")).hits[0]
    assert (hit.before, hit.match, hit.after) == ("On y trouva le ", "ZÉPPELIN", " d'un tiers.")


def test_a_page_holds_twenty_and_says_whether_there_are_more(write: Write) -> None:
    for number in range(23):
        write(title=f"{number}", facts="zeppelin")
    first, second = (search_library(Wanted("zeppelin"), page) for page in (1, 2))
    assert (len(first.hits), first.more, len(second.hits), second.more) == (20, True, 3, False)
    assert {h.case.pk for h in first.hits}.isdisjoint(h.case.pk for h in second.hits)
