"""Files of another state that go at its wish: the register keeps that they were here, and nothing of what they held."""

from pathlib import Path

from django.db import transaction

from comity.casework.evidence.kept import still_named
from comity.casework.evidence.models import KeptFile
from comity.casework.evidence.store import path_of


def files_forget(*, package: str, folder: Path) -> list[dict[str, str]]:
    """Forget the files that came in a package; called within the step that writes the leaf about it.

    The files themselves go from the disk when that step is on it, unless another record names the same file.
    """
    gone = []
    for file in KeptFile.objects.select_for_update().filter(package=package).exclude(state="deleted"):
        gone.append({"name": file.name, "digest": file.digest})
        KeptFile.objects.filter(pk=file.pk).update(state="deleted", digest="")
    digests = {one["digest"] for one in gone if one["digest"]}
    for digest in digests - still_named(digests):
        place = path_of(folder, digest)
        transaction.on_commit(lambda place=place: place.unlink(missing_ok=True))  # type: ignore[misc]
    return gone
