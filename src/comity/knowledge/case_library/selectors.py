"""Reading the library: what may be given away, which files wait for a second person."""

from django.db.models import QuerySet

from comity.casework.access import Permission, allows
from comity.casework.identity import Identity
from comity.knowledge.case_library.models import LibraryCase, LibraryFile
from comity.knowledge.case_library.summary import Summary
from comity.knowledge.contributions.selectors import confirmed


def library_summaries() -> list[Summary]:
    """Every confirmed summary."""
    return [case.summary for case in confirmed(LibraryCase)]


def files_waiting_for(who: Identity) -> "QuerySet[LibraryFile]":
    """The files that a person may decide about: taken over by somebody else."""
    if not allows(Permission.CONTRIBUTION_DECIDE, who):
        return LibraryFile.objects.none()
    taken = LibraryFile.objects.filter(status="taken").exclude(brought_by=who.user)
    return taken.select_related("brought_by__agency")


def known_among(uids: list[str]) -> int:
    """How many of these summaries the library has already."""
    return sum(LibraryCase.objects.filter(uid__in=uids[at : at + 500]).count() for at in range(0, len(uids), 500))
