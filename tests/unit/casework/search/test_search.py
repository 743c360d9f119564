"""Search: in every script, only what one may see, and nothing that one may not see shines through."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from comity.casefile.case import Handling
from comity.casework.cases.models import Case
from comity.casework.cases.services import case_open, member_end, note_write
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.casework.records.services import record_change, record_mark, record_wall
from comity.casework.search.indexing import catch_up
from comity.casework.search.models import SearchEntry, SearchWord
from comity.casework.search.selectors import search
from comity.casework.search.services import rebuild
from comity.casework.search.words import asked_words, words_of
from comity.casework.tracing.models import MoneyLedger, MoneyTrace

Person = Callable[[str], Any]
TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("引渡示例案，被请求人王伟", "王伟"),
        ("引渡示例案", "示例"),
        ("Хищение бюджетных средств", "хищение"),
        ("Алёна Семёнова", "Алена"),
        ("اختلاس أموالٍ عامّة", "اموال عامة"),
        ("Détournement de fonds", "detournement"),
        ("Malversación de caudales", "MALVERSACION"),
        ("account CH32 0000 0EXA-MPLE", "0exa-mple"),
        ("EX-2026-0417", "ex-2026-0417"),
        ("EX-2026-0417", "EX20260417"),
        ("00/000417-24", "00/000417-24"),
        ("王小明", "王小明"),
    ],
)
def test_a_text_is_found_by_its_words_in_every_script(text: str, question: str) -> None:
    assert asked_words(question)
    assert set(asked_words(question)) <= set(words_of(text))


@pytest.mark.parametrize(("text", "question"), [("王小明", "王明"), ("EX-2026-0417", "EX-2026-0418"), ("abc", "bc")])
def test_a_text_is_not_found_by_other_words(text: str, question: str) -> None:
    assert not set(asked_words(question)) <= set(words_of(text))


def found(person: Any, question: str) -> list[tuple[str, str]]:
    catch_up()
    return [(h.entry.subject, h.entry.title) for h in search(person.identity(), question).hits]


@pytest.mark.django_db
class TestInTheOffice:
    def test_the_case_its_people_and_its_documents_are_found(self, person: Person, case: Case) -> None:
        anna = person("anna")
        assert ("case", case.title["en"]) in found(anna, "EX-2026-0417")
        assert "party" in {subject for subject, _ in found(anna, "Voorbeeld")}
        assert "record" in {subject for subject, _ in found(anna, "warrant certified")}

    def test_the_beginning_of_a_word_is_enough_and_whole_words_come_first(self, person: Person, case: Case) -> None:
        anna = person("anna")
        for text in ("embezzlement of funds", "embezzle"):
            note_write(case=case, text=text, actor=anna, who=anna.identity())
        notes = [title for subject, title in found(anna, "embezzle") if subject == "note"]
        assert notes == ["embezzle", "embezzlement of funds"]

    def test_a_change_is_found_at_once_and_what_was_changed_away_is_not(self, person: Person, case: Case) -> None:
        anna, record = person("anna"), Party.everything.get(case=case, key="oscar")
        data = {**record.data, "names": [{"full": "王伟", "kind": "main"}]}
        assert ("party", record.name) in found(anna, "Ficticio")
        record_change(record=record, data=data, revision=record.revision, actor=anna, who=anna.identity())
        assert ("party", "王伟") in found(anna, "王伟")
        assert "party" not in {subject for subject, _ in found(anna, "Ficticio")}

    def test_nobody_off_the_team_finds_anything_of_a_case(self, person: Person, case: Case) -> None:
        anna, pia = person("anna"), person("pia")
        assert found(pia, "municipal")
        assert found(person("ida"), "municipal") == []
        member_end(case=case, user=pia, actor=anna, who=anna.identity())
        assert found(pia, "municipal") == []

    def test_what_stands_behind_a_wall_is_found_from_within_only(self, person: Person, case: Case) -> None:
        anna, record = person("anna"), Record.everything.get(case=case, kind="documents", key="finality")
        assert found(person("pia"), "final enforceable")
        record_wall(record=record, wall=case.walls.get(), actor=anna, who=anna.identity())
        titles = [title for _, title in found(person("pia"), "final enforceable")]
        assert record.data["title"]["en"] not in titles
        assert record.data["title"]["en"] in [title for _, title in found(anna, "final enforceable")]

    def test_a_sealed_field_is_no_part_of_what_is_found_or_shown(self, person: Person, case: Case) -> None:
        anna, record = person("anna"), Party.everything.get(case=case, key="jan")
        record_mark(record=record, field="location", handling=Handling.SECRET, actor=anna, who=anna.identity())
        place = "Springfield" if "Springfield" in str(record.data["location"]) else record.data["location"]["state"]
        assert ("party", record.name) in found(anna, place)
        assert ("party", record.name) not in found(person("pia"), place)
        catch_up()
        for hit in search(person("pia").identity(), record.name).hits:
            assert place not in hit.entry.text or hit.entry.subject != "party" or hit.entry.record != record.pk

    def test_what_one_may_not_see_changes_neither_order_nor_number(self, person: Person, case: Case) -> None:
        pia, dirk = person("pia"), person("dirk")
        before = found(pia, "municipal")
        for number in range(60):
            other = case_open(
                reference=f"HID-{number}",
                title={"en": "municipal municipal municipal"},
                state="NLD",
                languages=["en"],
                actor=dirk,
                who=dirk.identity(),
            )
            note_write(case=other, text="municipal", actor=dirk, who=dirk.identity())
        assert found(pia, "municipal") == before
        assert not search(pia.identity(), "municipal").more

    def test_more_than_a_page_is_said_without_a_number(self, person: Person, case: Case) -> None:
        anna = person("anna")
        for number in range(60):
            note_write(case=case, text=f"unusual {number}", actor=anna, who=anna.identity())
        catch_up()
        answer = search(anna.identity(), "unusual")
        assert (len(answer.hits), answer.more) == (50, True)

    def test_the_text_around_the_place_is_shown_with_the_words_as_they_are_written(
        self, person: Person, case: Case
    ) -> None:
        anna = person("anna")
        note_write(case=case, text="The clerk said: Détournement de fonds, twice.", actor=anna, who=anna.identity())
        catch_up()
        hits = search(anna.identity(), "detournement").hits
        hit = next(hit for hit in hits if hit.entry.subject == "note")
        assert (hit.before, hit.match) == ("The clerk said: ", "Détournement")

    def test_the_index_is_the_same_when_it_is_made_anew(self, case: Case) -> None:
        catch_up()

        def rows() -> set[tuple[Any, ...]]:
            fields = ("entry__subject", "entry__record", "entry__handling", "token", "weight")
            return set(SearchWord.objects.values_list(*fields))

        before = rows()
        assert rebuild() >= 1
        assert rows() == before
        assert catch_up() == 0

    def test_ledgers_and_traces_are_found_by_what_was_asked_and_behind_their_wall_by_nobody_else(
        self, person: Person, case: Case
    ) -> None:
        catch_up()
        assert {subject for subject, _ in found(person("pia"), "INVENTED2")} >= {"ledger"}
        assert {subject for subject, _ in found(person("pia"), "INVENTED1")} >= {"ledger", "trace"}
        for model in (MoneyLedger, MoneyTrace):
            model.everything.filter(case=case).update(wall=case.walls.get())
        rebuild()
        assert {"ledger", "trace"} & {subject for subject, _ in found(person("pia"), "INVENTED1")} == set()

    def test_a_question_without_words_finds_nothing(self, person: Person, case: Case) -> None:
        assert found(person("anna"), " … ") == []
        assert SearchEntry.everything.exists()
