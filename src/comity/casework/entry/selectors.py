"""Reading entry checks and consultations: each side sees its own, and the desk never sees the case."""

from collections import Counter

from django.db.models import Prefetch

from comity.casework.access import Permission, allows, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.entry.codes import RowStatus
from comity.casework.entry.consulting import side_of
from comity.casework.entry.models import Consultation, EntryCheck, EntryFile, EntryFileRow
from comity.casework.identity import Identity


def desk_consultations(who: Identity) -> list[Consultation]:
    """The consultations of a person's own immigration desk; nothing of the case is read with them."""
    if not allows(Permission.ENTRY_CHECK, who):
        return []
    found = Consultation.everything.filter(agency__key=who.agency)
    return list(found.select_related("agency", "lookout", "opened_by"))


def case_consultations(who: Identity, case: Case | None = None) -> list[Consultation]:
    """The consultations about people of a person's cases."""
    found = Consultation.objects.visible_to(who).select_related("agency", "party", "case", "lookout")
    return list(found.filter(case=case) if case else found)


def consultation_for(who: Identity, pk: int) -> Consultation | None:
    """One consultation, for either side; None for anybody else."""
    found = Consultation.everything.select_related("agency", "party__wall", "case", "lookout").filter(pk=pk).first()
    return found if found is not None and side_of(found, who) is not None else None


def checks_of(user: User, who: Identity) -> list[EntryCheck]:
    """The last checks that a person of the desk made: when and for what, never of whom."""
    require(Permission.ENTRY_CHECK, who)
    return list(EntryCheck.objects.filter(by=user)[:20])


def files_for(who: Identity) -> list[EntryFile]:
    """The files of a person's own desk."""
    require(Permission.ENTRY_CHECK, who)
    return list(EntryFile.objects.filter(agency__key=who.agency).select_related("by"))


def file_for(who: Identity, pk: int) -> EntryFile | None:
    """One file of a person's own desk."""
    require(Permission.ENTRY_CHECK, who)
    return EntryFile.objects.filter(pk=pk, agency__key=who.agency).select_related("by").first()


def rows_to_look_at(file: EntryFile, who: Identity) -> list[EntryFileRow]:
    """The rows of a file with a hit or a trouble, each with its consultations (``opened``)."""
    require(Permission.ENTRY_CHECK, who)
    of_desk = Consultation.everything.filter(agency__key=who.agency).select_related("lookout")
    settled = (RowStatus.WAITING, RowStatus.NO_HIT)
    rows = file.rows.exclude(status__in=settled)
    return list(rows.prefetch_related(Prefetch("consultations", queryset=of_desk, to_attr="opened")))


def progress_of(file: EntryFile) -> dict[str, int]:
    """How many rows have which status, and how many there are."""
    counts = Counter(file.rows.values_list("status", flat=True))
    told = {status.value: counts.get(status.value, 0) for status in RowStatus}
    total = sum(told.values())
    return {**told, "total": total, "done": total - told["waiting"]}
