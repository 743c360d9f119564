"""Lessons: they name nobody, a second person reads them first, and they travel between states."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from comity.casework.access import NotAllowedError
from comity.casework.log.models import LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.people.models import Party
from comity.casework.retention.erasing import case_erase
from comity.common.errors import BadInputError
from comity.knowledge.contributions.selectors import confirmed, contribution_for, waiting_for
from comity.knowledge.contributions.services import contribution_decide, contribution_withdraw, contributions_take
from comity.knowledge.lessons.bundle import lessons_bundle, read_lessons
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.lessons.naming import named_in
from comity.knowledge.lessons.selectors import learnt_about
from comity.knowledge.lessons.services import Taught, lesson_propose
from comity.knowledge.reasons import EXPLAINED, Reason

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 1)
TAUGHT = Taught("refused", "no_nexus", "The connection with the offence was not shown.", "Show it account by account.")


@pytest.fixture
def teach(person: Callable[[str], Any], request_: Callable[[str], Any]) -> Callable[..., Lesson]:
    """Propose a lesson on the freezing request as somebody of its team."""

    def propose(taught: Taught = TAUGHT, by: str = "anna", key: str = "freezing-che") -> Lesson:
        user = person(by)
        return lesson_propose(request=request_(key), taught=taught, learnt_on=ON, actor=user, who=user.identity())

    return propose


def decide(lesson: Lesson, user: Any, *, confirm: bool = True, reason: str = "") -> Lesson:
    return contribution_decide(made=lesson, confirm=confirm, reason=reason, actor=user, who=user.identity())


def test_every_reason_is_explained() -> None:
    assert EXPLAINED.keys() == set(Reason)


def test_nobody_but_the_proposer_and_who_decides_reads_a_lesson_before_a_second_person_has(
    teach: Callable[..., Lesson], person: Callable[[str], Any]
) -> None:
    lesson = teach()
    assert lesson not in confirmed(Lesson, "CHE")
    assert contribution_for(person("pia").identity(), Lesson, lesson.pk) is None
    assert contribution_for(person("lena").identity(), Lesson, lesson.pk) == lesson
    assert lesson in waiting_for(person("lena").identity(), Lesson)
    assert lesson not in waiting_for(person("anna").identity(), Lesson)
    decide(lesson, person("lena"))
    assert contribution_for(person("pia").identity(), Lesson, lesson.pk) == lesson


def test_who_proposed_a_lesson_does_not_confirm_it(teach: Callable[..., Lesson], person: Callable[[str], Any]) -> None:
    with pytest.raises(NotAllowedError, match="did not write it"):
        decide(teach(), person("anna"))


def test_only_the_team_that_works_on_the_request_proposes(teach: Callable[..., Lesson]) -> None:
    for outsider in ("ida", "lena", "omar"):
        with pytest.raises(NotAllowedError):
            teach(by=outsider)


def test_a_lesson_is_turned_down_with_a_reason_and_decided_once(
    teach: Callable[..., Lesson], person: Callable[[str], Any]
) -> None:
    lesson, lena = teach(), person("lena")
    with pytest.raises(BadInputError, match="say why"):
        decide(lesson, lena, confirm=False)
    assert decide(lesson, lena, confirm=False, reason="Too close to the case.").status == "turned_down"
    with pytest.raises(BadInputError, match="meanwhile"):
        decide(lesson, lena)


def test_three_failures_for_one_reason_are_told_while_drafting_and_a_withdrawn_lesson_is_not(
    teach: Callable[..., Lesson], person: Callable[[str], Any]
) -> None:
    lessons = [decide(teach(), person("lena")) for _ in range(3)]
    told = next(one for one in learnt_about("CHE", "freezing") if one.reason is Reason.NO_NEXUS)
    assert (told.failed, told.other) == (3, 0)
    assert told.sentence.startswith("3 requests to this state failed for this reason: It was not clear how")
    lena = person("lena")
    contribution_withdraw(made=lessons[0], reason="The practice has changed.", actor=lena, who=lena.identity())
    assert next(one for one in learnt_about("CHE", "freezing") if one.reason is Reason.NO_NEXUS).failed == 2


@pytest.mark.parametrize(
    "text",
    [
        "The bank did not find Jan VOORBEELD in its books.",
        "It was about Voorbeeld Consult BV and its account.",
        "In EX-2026-0417 the connection was not shown.",
    ],
)
def test_a_lesson_that_names_somebody_of_the_case_is_refused(teach: Callable[..., Lesson], text: str) -> None:
    with pytest.raises(BadInputError, match="a lesson names nobody"):
        teach(Taught("refused", "no_nexus", text, "Show it account by account."))


def test_a_name_is_found_in_its_own_script_and_an_ordinary_word_is_not_taken_for_a_name(case: Any) -> None:
    names = [{"full": "习近水", "kind": "main"}, {"full": "Jan van der Example", "kind": "alias"}]
    Party.everything.filter(case=case, key="jan").update(data={"id": "jan", "names": names})
    assert named_in("有人提到习近水的账户。", case) == "习近水"
    assert named_in("Der Antrag van der Behörde war zu weit.", case) == ""


def test_of_a_name_is_told_what_the_writer_wrote_and_nothing_that_the_case_has(case: Any) -> None:
    names = [{"full": "Annelies Waterman-Verborgen", "kind": "main"}]
    Party.everything.filter(case=case, key="jan").update(data={"id": "jan", "names": names})
    assert named_in("The bank spoke of Waterman.", case) == "Waterman"
    assert named_in("The bank spoke of WATERMAN.", case) == "WATERMAN"


def test_an_account_number_is_found_however_it_is_grouped(case: Any) -> None:
    Party.everything.filter(case=case, key="jan").update(data={"id": "jan", "names": [], "note": "CH93 0076 2011 6238"})
    assert named_in("They wrote CH93-0076-2011-6238 on the form.", case) == "CH93-0076-2011-6238"
    assert named_in("They answered on 2026-01-05 after 62 days.", case) == ""


def test_lessons_travel_as_one_file_without_the_case_and_come_in_once(
    teach: Callable[..., Lesson], person: Callable[[str], Any]
) -> None:
    lesson = decide(teach(), person("lena"))
    text = lessons_bundle([lesson], "NLD")
    assert text == lessons_bundle([lesson], "NLD")
    assert "EX-2026-0417" not in text
    assert "Anna" not in text
    origin, carried = read_lessons(text.encode(), "lessons.json")
    assert origin == "NLD"
    dirk = person("dirk")
    assert contributions_take(Lesson, carried=carried, origin="URY", actor=dirk, who=dirk.identity()) == []
    Lesson.objects.filter(pk=lesson.pk).delete()
    taken = contributions_take(Lesson, carried=[*carried, *carried], origin="URY", actor=dirk, who=dirk.identity())
    assert [(one.status, one.origin, one.advice) for one in taken] == [("proposed", "URY", TAUGHT.advice)]
    told = LogEntry.objects.filter(event="lesson_taken").order_by("index").last().detail.data
    assert (told["reason"], told["happened"]) == (TAUGHT.reason, TAUGHT.happened)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": "other"}, "no bundle of lessons"),
        ({"from": "XXX"}, "'XXX' is not a code of a state"),
        ({"lessons": [{"uid": "1"}]}, "row 1 cannot be read"),
    ],
)
def test_a_broken_bundle_is_refused_whole(change: dict[str, Any], told: str) -> None:
    data = {"format": "comity-lessons/1", "from": "CHE", "lessons": [], **change}
    with pytest.raises(BadInputError, match=told):
        read_lessons(json.dumps(data).encode(), "lessons.json")


def test_every_step_with_a_lesson_is_one_leaf_of_the_log(
    teach: Callable[..., Lesson], person: Callable[[str], Any]
) -> None:
    before = LogEntry.objects.count()
    decide(teach(), person("lena"))
    events = list(LogEntry.objects.filter(index__gte=before).values_list("event", flat=True))
    assert events == ["lesson_proposed", "lesson_confirmed"]
    assert log_check().troubles == ()


def test_a_confirmed_lesson_outlives_its_case_and_one_nobody_has_confirmed_goes_with_it(
    teach: Callable[..., Lesson], person: Callable[[str], Any], case: Any
) -> None:
    kept, unread, turned_down = decide(teach(), person("lena")), teach(), teach()
    decide(turned_down, person("lena"), confirm=False, reason="somebody could be meant")
    case_erase(case)
    left = Lesson.objects.get(pk=kept.pk)
    assert (left.request, left.text) == (None, TAUGHT.text)
    assert left in confirmed(Lesson, "CHE")
    assert not Lesson.objects.filter(pk__in=(unread.pk, turned_down.pk)).exists()
