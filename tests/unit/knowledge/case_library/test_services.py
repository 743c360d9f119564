"""Writing the library: it names nobody, a second person decides, and a file comes in whole or not at all."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.casework.access import NotAllowedError
from comity.casework.cases.models import Case
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.common.errors import BadInputError
from comity.knowledge.case_library.files import write_csv, write_json
from comity.knowledge.case_library.models import LibraryCase, LibraryFile
from comity.knowledge.case_library.prefill import begun_from
from comity.knowledge.case_library.reading import read_summary
from comity.knowledge.case_library.selectors import library_summaries
from comity.knowledge.case_library.services import (
    SlipsError,
    library_file_decide,
    library_file_read,
    library_file_take,
    summary_change,
    summary_propose,
)

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 1)
WORDS = {"title": "Bank records, then a freeze", "basis": ["convention"], "outcome": ["refused"], "facts": "By role."}
Person = Callable[[str], Any]


@pytest.fixture
def closed(case: Any) -> Any:
    """The synthetic case, closed."""
    Case.everything.filter(pk=case.pk).update(is_open=False)
    return Case.everything.get(pk=case.pk)


def bundle(count: int = 2) -> list[Any]:
    made = []
    for number in range(count):
        data = {**WORDS, "language": "en", "origin_states": ["PER"], "offences": ["uncac:15"], "measures": ["freezing"]}
        data |= {"sources": [{"title": "Synthetic"}], "title": f"From abroad {number}"}
        made.append(read_summary(data)[0])
    return made


def test_a_closed_case_begins_a_summary_with_its_states_offences_measures_and_sums_and_without_a_word_of_it(
    closed: Any, person: Person
) -> None:
    begun = begun_from(closed, person("anna").identity(), "en")
    assert begun["origin_states"] == ["NLD"]
    assert "CHE" in begun["asset_states"]
    assert {"extradition", "freezing"} <= set(begun["measures"])
    assert {"title", "facts", "course", "lessons"}.isdisjoint(begun)
    assert "Voorbeeld" not in str(begun)
    assert closed.reference not in str(begun)


def test_a_summary_of_a_case_names_nobody_of_it_and_every_place_is_told(closed: Any, person: Person) -> None:
    anna = person("anna")
    data = {
        **begun_from(closed, anna.identity(), "en"),
        **WORDS,
        "facts": "About Jan Voorbeeld.",
        "end_use": "EX-2026-0417",
    }
    with pytest.raises(SlipsError) as told:
        summary_propose(data=data, on=ON, actor=anna, who=anna.identity(), case=closed)
    assert [slip.field for slip in told.value.slips] == ["facts", "end_use"]
    made = summary_propose(data={**data, **WORDS, "end_use": ""}, on=ON, actor=anna, who=anna.identity(), case=closed)
    assert made.status == "proposed"
    assert LogEntry.objects.latest("index").case == closed
    assert log_check().troubles == ()


def test_an_open_case_and_a_case_of_others_become_no_summary(case: Any, closed: Any, person: Person) -> None:
    anna = person("anna")
    data = {**begun_from(closed, anna.identity(), "en"), **WORDS}
    Case.everything.filter(pk=case.pk).update(is_open=True)
    with pytest.raises(BadInputError, match="closed"):
        summary_propose(data=data, on=ON, actor=anna, who=anna.identity(), case=Case.everything.get(pk=case.pk))
    for outsider in ("ida", "omar"):
        user = person(outsider)
        with pytest.raises(NotAllowedError):
            summary_propose(data=data, on=ON, actor=user, who=user.identity(), case=closed)


def test_two_who_change_a_summary_at_once_do_not_overwrite_each_other(person: Person) -> None:
    anna, pia = person("anna"), person("pia")
    data = bundle(1)[0].data()
    made = summary_propose(data=data, on=ON, actor=anna, who=anna.identity())
    summary_change(made=made, data={**data, "title": "New"}, revision=1, actor=anna, who=anna.identity())
    with pytest.raises(BadInputError, match="meanwhile"):
        summary_change(made=made, data=data, revision=1, actor=anna, who=anna.identity())
    with pytest.raises(BadInputError, match="only the person who proposed"):
        summary_change(made=made, data=data, revision=2, actor=pia, who=pia.identity())


def test_a_file_is_looked_at_before_it_is_taken_over_and_decided_about_as_a_whole_by_another_person(
    person: Person,
) -> None:
    dirk, lena, before = person("dirk"), person("lena"), len(library_summaries())
    content = write_csv(bundle()).encode()
    file, read = library_file_read(name="x.csv", content=content, on=ON, actor=dirk, who=dirk.identity())
    assert len(read.summaries) == 2
    assert not LibraryCase.objects.filter(title__startswith="From abroad").exists()
    assert library_file_take(file=file, on=ON, actor=dirk, who=dirk.identity()) == 2
    assert len(library_summaries()) == before
    with pytest.raises(NotAllowedError):
        library_file_decide(file=file, confirm=True, reason="", actor=dirk, who=dirk.identity())
    assert library_file_decide(file=file, confirm=True, reason="", actor=lena, who=lena.identity()) == 2
    assert len(library_summaries()) == before + 2
    assert LibraryFile.objects.get(pk=file.pk).content == ""
    events = list(LogEntry.objects.order_by("-index").values_list("event", flat=True)[:3])
    assert events == ["library_file_confirmed", "library_file_taken", "library_file_read"]


def test_what_the_library_knows_already_stays_as_it_is(person: Person) -> None:
    dirk = person("dirk")
    content = write_json(library_summaries() + bundle(1), "URY").encode()
    file, _ = library_file_read(name="x.json", content=content, on=ON, actor=dirk, who=dirk.identity())
    assert library_file_take(file=file, on=ON, actor=dirk, who=dirk.identity()) == 1
    assert LibraryCase.objects.get(file=file).origin == "URY"
    with pytest.raises(BadInputError, match="taken over or put away"):
        library_file_take(file=file, on=ON, actor=dirk, who=dirk.identity())


def test_with_one_bad_line_nothing_is_kept(person: Person) -> None:
    dirk, before = person("dirk"), LibraryFile.objects.count()
    content = write_csv(bundle()).replace("uncac:15", "uncac:99", 1).encode()
    with pytest.raises(SlipsError, match="line 2, offences"):
        library_file_read(name="x.csv", content=content, on=ON, actor=dirk, who=dirk.identity())
    assert LibraryFile.objects.count() == before


def test_only_a_head_or_a_dispatcher_brings_a_file_in(person: Person) -> None:
    for name in ("pia", "lena", "ida"):
        user = person(name)
        with pytest.raises(NotAllowedError):
            library_file_read(name="x", content=write_csv(bundle()).encode(), on=ON, actor=user, who=user.identity())
