"""A scanner looks at a file before it is released, and files have limits by case and by person and day."""

import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from comity.casework.evidence.files import file_decide
from comity.casework.evidence.models import EvidenceItem
from comity.casework.log.models import LogEntry
from comity.casework.records.selectors import record_subject
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
Register = Callable[..., EvidenceItem]
MARK = b"a mark that stands for malicious software"


class Scanner(socketserver.StreamRequestHandler):
    """Speaks as clamd does (INSTREAM) and names whatever holds the mark."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        told = b"stream: Invented.Test FOUND" if MARK in content else b"stream: OK"
        if content.startswith(b"too long"):
            told = b"INSTREAM size limit exceeded. ERROR"
        self.wfile.write(told + b"\0")


@pytest.fixture
def scanner(settings: Any) -> Iterator[None]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SCANNER = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


def decide(item: EvidenceItem, anna: Any, release: bool = True) -> str:
    who = anna.identity(strong=True)
    on, subject = ("evidence", item.key), record_subject(item, who)
    return file_decide(
        file=item.file, release=release, reason="because", subject=subject, on=on, actor=anna, who=who
    ).state


@pytest.mark.usefixtures("scanner")
def test_what_the_scanner_names_is_not_released_and_can_be_refused(register: Register, person: Person) -> None:
    item, anna = register(content=b"%PDF-1.7 " + MARK), person("anna")
    with pytest.raises(BadInputError, match=r"names it 'Invented\.Test'"):
        decide(item, anna)
    item.file.refresh_from_db()
    assert item.file.state == "quarantined"
    assert decide(item, anna, release=False) == "refused"


@pytest.mark.usefixtures("scanner")
def test_that_a_file_was_scanned_stands_in_the_log(register: Register, person: Person) -> None:
    assert decide(register(content=b"%PDF-1.7 clean"), person("anna")) == "released"
    assert LogEntry.objects.latest("index").detail.data["scanned"] == "stream: OK"


@pytest.mark.usefixtures("scanner")
def test_a_file_that_the_scanner_could_not_look_at_stays_closed(register: Register, person: Person) -> None:
    with pytest.raises(BadInputError, match="could not look at the file"):
        decide(register(content=b"too long for it"), person("anna"))


def test_where_the_scanner_does_not_answer_nothing_is_released(
    register: Register, person: Person, settings: Any, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        gone = free.getsockname()[1]
    item = register(content=b"%PDF-1.7 four")
    for place in (str(tmp_path / "no-socket"), f"127.0.0.1:{gone}"):
        settings.SCANNER = place
        with pytest.raises(BadInputError, match="does not answer"):
            decide(item, person("anna"))


def test_a_case_holds_no_more_than_its_limit(register: Register, settings: Any) -> None:
    kept = sum(register(content=b"%PDF-1.7 first").case.kept_files.values_list("size", flat=True))
    settings.CASE_LIMIT = kept + 10
    with pytest.raises(BadInputError, match="files of this case") as told:
        register("EV-10", content=b"%PDF-1.7 a second one")
    assert told.value.place.field == "file"


def test_a_person_brings_no_more_in_a_day_than_the_limit(register: Register, settings: Any) -> None:
    settings.PERSON_LIMIT = 0
    with pytest.raises(BadInputError, match="in a day") as told:
        register(content=b"%PDF-1.7 one too many")
    assert told.value.place.field == "file"
