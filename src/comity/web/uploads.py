"""Files on their way in: written to the folder of the office as they arrive, with their digest; never into memory."""

from typing import Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import FileResponse

from comity.casework.evidence.models import KeptFile
from comity.casework.evidence.store import Arriving
from comity.casework.requests.attaching import Brought


class ArrivedFile(UploadedFile):  # type: ignore[type-arg]  # cannot be subscripted when it runs
    """A file that has arrived; unless a service keeps it, it is gone when the request ends."""

    def __init__(self, coming: Arriving, name: str, content_type: str) -> None:
        super().__init__(coming.path.open("rb"), name, content_type, coming.size)
        self.coming = coming

    def close(self) -> None:
        """Close it, and leave nothing of it unless it was kept."""
        super().close()
        self.coming.discard()


class DigestingUploads(FileUploadHandler):
    """Takes the pieces of an upload; only people who are signed in, and guests with both factors, come this far."""

    coming: Arriving

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.coming = Arriving(settings.EVIDENCE_FOLDER, settings.EVIDENCE_LIMIT)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - as above
        """Take a piece."""
        self.coming.add(raw_data)
        return None

    def file_complete(self, file_size: int) -> ArrivedFile:  # noqa: ARG002 - as above
        """All of it is here."""
        self.coming.finish()
        return ArrivedFile(self.coming, self.file_name or "file", self.content_type or "")

    def upload_interrupted(self) -> None:
        """The other side stopped."""
        if hasattr(self, "coming"):
            self.coming.discard()


def arrived_file(files: Any, field: str = "file") -> tuple[Arriving, str] | None:  # noqa: ANN401 - request.FILES
    """The file of a form field with its name, ready to be kept; None where nobody chose one."""
    sent = files.get(field)
    if not isinstance(sent, ArrivedFile):
        return None
    cast("Any", sent.file).close()  # some systems move no open file
    return sent.coming, str(sent.name)


def arrived_files(files: Any, field: str) -> list[Brought]:  # noqa: ANN401 - request.FILES
    """The files of a form field, each ready to be kept under its name."""
    found = []
    for sent in files.getlist(field):
        if isinstance(sent, ArrivedFile):
            cast("Any", sent.file).close()  # some systems move no open file
            found.append(Brought(str(sent.name), sent.coming))
    return found


def attachment(file: KeptFile, opened: Any) -> FileResponse:  # noqa: ANN401 - an open file
    """A kept file as a download: never shown in a page, whatever it is, and its type never guessed."""
    response = FileResponse(opened, as_attachment=True, filename=file.name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
