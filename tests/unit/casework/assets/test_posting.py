"""The stored ledger: append-only in the database itself, every entry as logged, corrections by a reversal."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from comity.casework.access import NotAllowedError
from comity.casework.assets.ledger import all_entries, entries_for, ledger_troubles, pure, standing
from comity.casework.assets.ledger_models import LedgerEntry, LedgerPosting
from comity.casework.assets.posting import entry_reverse
from comity.casework.cases.services import wall_build
from comity.casework.ledger import bookings
from comity.casework.ledger.accounts import Account
from comity.casework.ledger.entries import EntryKind
from comity.casework.ledger.sums import conserved
from comity.casework.log.models import LogDetail, LogEntry
from comity.casework.records.scope import UnscopedReadError
from comity.casework.records.services import record_wall
from comity.common.errors import BadInputError
from unit.casework.assets.desk import TODAY, book, eur, of, value

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]


def reverse(entry: LedgerEntry, actor: Any, reason: str = "booked twice") -> LedgerEntry:
    return entry_reverse(entry=entry, reason=reason, on=TODAY, actor=actor, who=actor.identity())


@pytest.mark.parametrize("model", [LedgerEntry, LedgerPosting])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_or_delete_what_is_booked(model: Any, verb: str) -> None:
    rows = LedgerEntry.everything.all() if model is LedgerEntry else LedgerPosting.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**{"text": "x"} if model is LedgerEntry else {"minor": 1}) if verb == "update" else (
            rows._raw_delete("default")  # type: ignore[attr-defined]  # noqa: SLF001 - past Django's own protection
        )


def test_every_entry_of_the_demonstration_is_balanced_and_as_logged() -> None:
    rows = LedgerEntry.everything.select_related("asset", "agreement", "claim", "reverses").prefetch_related("postings")
    assert len(rows) == 16
    assert ledger_troubles(rows) == []
    assert conserved(pure(rows))


def test_an_entry_that_is_not_what_was_logged_is_found(case: Any, person: Get) -> None:
    entry = value(of(case, "land"), "1.00", person("anna"))
    detail = LogDetail.objects.get(entry_id=entry.leaf)
    detail.data["ledger"]["postings"][0][2] = 999
    detail.save()
    assert ledger_troubles(all_entries(of(case, "land"))) == [f"entry {entry.number} is not what was logged"]


def test_a_booking_is_one_leaf_and_takes_the_next_number_of_its_case(case: Any, person: Get) -> None:
    before, last = LogEntry.objects.count(), LedgerEntry.everything.filter(case=case).count()
    entry = value(of(case, "land"), "1.00", person("anna"))
    assert (LogEntry.objects.count(), entry.number) == (before + 1, last + 1)
    assert LogEntry.objects.get(index=entry.leaf).event == "entry_booked"


def test_a_reversal_takes_an_entry_back_and_leaves_it_standing(case: Any, person: Get) -> None:
    land, anna = of(case, "land"), person("anna")
    before = standing(land)
    entry = value(land, "10.00", anna)
    back = reverse(entry, anna)
    assert standing(land) == before
    assert (back.reverses, LedgerEntry.everything.filter(pk=entry.pk).exists()) == (entry, True)
    with pytest.raises(BadInputError, match="taken back already"):
        reverse(entry, anna)
    with pytest.raises(BadInputError, match="a reversal is not taken back"):
        reverse(back, anna)


def test_a_reversal_needs_its_reason(case: Any, person: Get) -> None:
    with pytest.raises(BadInputError, match="say why"):
        reverse(value(of(case, "land"), "10.00", person("anna")), person("anna"), " ")


def test_an_entry_whose_sum_has_moved_on_is_not_taken_back(case: Any, person: Get) -> None:
    first = all_entries(of(case, "account-a"))[0]
    with pytest.raises(BadInputError, match="so much does not stand there; look at the balance of this stage"):
        reverse(first, person("anna"))


def test_no_cost_is_paid_out_of_what_does_not_stand_there(case: Any, person: Get) -> None:
    land = of(case, "land")
    with pytest.raises(BadInputError, match="so much does not stand there; look at the balance of this stage"):
        book(land, EntryKind.COST, bookings.cost(eur("1.00"), Account.FROZEN, "URY"), person("anna"))
    book(land, EntryKind.COST, bookings.cost(eur("1.00"), None, "URY"), person("anna"))
    assert standing(land)[Account.COSTS, "EUR", "URY"] == 100


def test_a_booking_without_its_source_is_refused_at_the_field(case: Any, person: Get) -> None:
    land = of(case, "land")
    with pytest.raises(BadInputError, match="document or statement") as refused:
        book(land, EntryKind.INTEREST, bookings.interest(eur("1"), Account.SUSPECTED, "URY"), person("anna"), "  ")
    assert refused.value.place.field == "source"


@pytest.mark.parametrize("name", ["lena", "fien", "dirk"])
def test_who_only_reads_the_case_books_nothing(name: str, case: Any, person: Get) -> None:
    with pytest.raises(NotAllowedError):
        value(of(case, "land"), "1.00", person(name))


def test_the_entries_of_an_asset_behind_a_wall_are_seen_from_within_only(case: Any, person: Get) -> None:
    anna, pia = person("anna"), person("pia")
    who = anna.identity(strong=True)
    wall = wall_build(case=case, title="x", members=[anna], actor=anna, who=who)
    seen = len(entries_for(pia.identity(), case))
    record_wall(record=of(case, "land"), wall=wall, actor=anna, who=who)
    assert len(entries_for(pia.identity(), case)) == seen - 1
    assert len(entries_for(anna.identity(), case)) == seen
    assert entries_for(person("ida").identity(), case) == []


def test_a_ledger_that_is_read_for_nobody_fails() -> None:
    with pytest.raises(UnscopedReadError):
        list(LedgerEntry.objects.all())
