"""Through the folders of a national e-CODEX connector: out, in, and all nine evidences, each counted once."""

import dataclasses
import datetime as dt
import io
import json
import os
import shutil
import signal
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from comity.common.errors import BadInputError
from comity.exchange.documents.connector import evidence_file, evidence_named, settings_from
from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.documents.receipt import Evidence
from comity.exchange.formats.properties import properties_text, read_properties
from comity.exchange.node.connector_drop import take_evidences, take_messages
from comity.exchange.node.connector_handing import finish_handing_over, hand_over
from comity.exchange.node.connector_settings import connector_settings
from comity.exchange.node.node import open_node
from comity.exchange.node.sending import Letter
from comity.exchange.node.status import node_status
from comity.exchange.packing import Source
from comity.exchange.refusal import RefusedError

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
GOLDEN = Path(__file__).parents[1] / "golden" / "e-codex"
DATA = {
    "from": {"party": "FRA-AP", "role": "GW", "address": "bureau-a.example"},
    "states": {"DEU": {"party": "DEU-AP", "role": "GW", "address": "stelle-d.example"}},
    "service": "Example",
    "service_type": "urn:example",
    "action": "Form_A",
    "actions": {"Form_B": "result"},
}


@pytest.fixture
def settings(tmp_path: Path) -> Any:
    return settings_from({"outgoing": str(tmp_path / "out"), "incoming": str(tmp_path / "in"), **DATA}, "settings")


def letter(**fields: Any) -> Letter:
    source = Source("Kontoauszüge 2025.csv", PartRole.DOCUMENT, lambda: io.BytesIO(b"1;2;3"))
    return Letter(PackageType.REQUEST, "Bank records & more", "R-2026-1", [source], **fields)


@pytest.fixture
def pdf() -> bytes:
    return b"%PDF-1.7 (invented)"


def states(node: Any) -> list[str]:
    return [p["state"] for p in node_status(node, NOW)["packages"]]


def test_a_message_lies_in_a_folder_as_the_connectors_client_reads_it(pair: Any, settings: Any, pdf: bytes) -> None:
    done = hand_over(pair.asking, letter(), pdf, "DEU", settings, NOW)
    assert done.folder.name.endswith("_message")
    names = sorted(path.name for path in done.folder.iterdir())
    assert names == [
        "PACKAGE.asice",
        "attachment-001-Kontoausz_ge_2025.csv",
        "content.pdf",
        "content.xml",
        "message.properties",
    ]
    said = read_properties((done.folder / "message.properties").read_bytes())
    assert (said["backend.message.id"], said["conversation.id"]) == (done.package.id, done.package.conversation)
    golden = read_properties((GOLDEN / "message.properties").read_bytes())
    assert {k: v for k, v in said.items() if k in golden} == golden
    with zipfile.ZipFile(done.folder / "PACKAGE.asice") as container:
        assert container.testzip() is None
        assert "META-INF/signature001.p7s" in container.namelist()
    assert states(pair.asking) == ["handed_over"]


def test_the_business_document_is_the_golden_one(pair: Any, settings: Any, pdf: bytes) -> None:
    done = hand_over(pair.asking, letter(conversation="c-1"), pdf, "DEU", settings, NOW)
    told = (done.folder / "content.xml").read_text("utf-8")
    expected = (GOLDEN / "content.xml").read_text("utf-8").replace("ID", done.package.id, 1)
    assert told == expected.replace("CONTAINER", done.digest)


@pytest.mark.parametrize("evidence", list(Evidence))
def test_every_evidence_of_the_connectors_is_one_of_ours(
    pair: Any, settings: Any, pdf: bytes, evidence: Evidence
) -> None:
    done = hand_over(pair.asking, letter(), pdf, "DEU", settings, NOW)
    content = b"<evidence>" + str(evidence).encode() + b"</evidence>"
    (done.folder / evidence_file(evidence)).write_bytes(content)
    assert [(one.digest, one.evidence) for one in take_evidences(pair.asking, settings, NOW)] == [
        (done.digest, evidence)
    ]
    assert take_evidences(pair.asking, settings, NOW) == []
    assert states(pair.asking) == [str(evidence).lower()]
    row = pair.asking.store.row("SELECT text, issuer FROM exchange_receipt WHERE package = ?", done.digest)
    assert (row["text"], row["issuer"]) == (content.decode(), "e-codex")


def test_the_names_of_evidences_are_mapped_one_to_one_both_ways() -> None:
    assert [evidence_named(evidence_file(evidence)) for evidence in Evidence] == list(Evidence)
    assert len({evidence_file(evidence) for evidence in Evidence}) == 9
    assert [evidence_named(name) for name in ("content.xml", "DELIVERY", "delivery.xml", "DELIVERY.pdf")] == [None] * 4


def test_when_several_evidences_came_the_best_word_of_the_addressee_prevails(
    pair: Any, settings: Any, pdf: bytes
) -> None:
    done = hand_over(pair.asking, letter(), pdf, "DEU", settings, NOW)
    for evidence in (Evidence.RETRIEVAL, Evidence.RELAY_FAILURE, Evidence.SUBMISSION_ACCEPTANCE):
        (done.folder / evidence_file(evidence)).write_bytes(b"<e/>")
    take_evidences(pair.asking, settings, NOW)
    assert states(pair.asking) == ["retrieval"]


def incoming(settings: Any, name: str = "m1", **said: str) -> Path:
    folder = Path(settings.incoming) / name
    folder.mkdir(parents=True)
    values = {
        "ebms.message.id": f"{name}@deu",
        "from.party.id": "DEU-AP",
        "action": "Form_B",
        "backend.message.id": "D-77",
        "conversation.id": "c-1",
        "content.pdf.file.name": "answer.pdf",
    }
    (folder / "message.properties").write_bytes(properties_text(values | said))
    (folder / "answer.pdf").write_bytes(b"%PDF-1.7 answer (invented)")
    return folder


def test_a_message_that_came_is_entered_unsigned_and_once(pair: Any, settings: Any) -> None:
    incoming(settings)
    assert len(take_messages(pair.asking, settings, NOW)) == 1
    assert take_messages(pair.asking, settings, NOW) == []
    shown = node_status(pair.asking, NOW)["packages"]
    assert [(p["type"], p["signed"], p["entered_by"], p["peer_state"], p["reference"]) for p in shown] == [
        ("result", False, "e-CODEX connector", "DEU", "D-77")
    ]
    assert node_status(pair.asking, NOW)["outbox"] == []


def test_a_message_of_nobody_we_know_or_with_links_out_of_its_folder_brings_nothing_in(
    pair: Any, settings: Any, tmp_path: Path
) -> None:
    folder = incoming(settings, "m2")
    (tmp_path / "secret.txt").write_text("ours")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (sealed,) = take_messages(pair.asking, settings, NOW)
    assert [part.name for part in sealed.package.parts] == ["answer.pdf"]
    incoming(settings, "m3", **{"from.party.id": "NOBODY"})
    with pytest.raises(RefusedError, match="no state for its sender"):
        take_messages(pair.asking, settings, NOW)
    (Path(settings.incoming) / "m3" / "message.properties").write_bytes(b"a=1\na=2")
    with pytest.raises(RefusedError, match="twice"):
        take_messages(pair.asking, settings, NOW)


def test_a_state_without_partner_and_settings_that_lack_something_are_told(
    pair: Any, settings: Any, pdf: bytes
) -> None:
    with pytest.raises(RefusedError, match="no partner in ESP"):
        hand_over(pair.asking, letter(), pdf, "ESP", settings, NOW)
    with pytest.raises(BadInputError, match="settings need outgoing"):
        settings_from({}, "settings")
    end = {"party": "A", "role": "GW", "address": "bureau.example"}
    folders = {"outgoing": "out", "incoming": "in", "service": "Example", "action": "Form_A"}
    with pytest.raises(BadInputError, match="actions must name"):
        settings_from({**folders, "from": end, "states": {"DEU": end}, "actions": 1}, "settings")
    assert states(pair.asking) == []


def test_an_evidence_that_the_authority_was_not_reached_prevails_over_the_relay_between_connectors(
    pair: Any, settings: Any, pdf: bytes
) -> None:
    done = hand_over(pair.asking, letter(), pdf, "DEU", settings, NOW)
    for evidence in (Evidence.SUBMISSION_ACCEPTANCE, Evidence.RELAY_ACCEPTANCE, Evidence.NON_DELIVERY):
        (done.folder / evidence_file(evidence)).write_bytes(b"<e/>")
    take_evidences(pair.asking, settings, NOW)
    assert states(pair.asking) == ["non_delivery"]


def test_a_message_larger_than_the_connector_takes_is_told_and_nothing_of_it_stays(
    pair: Any, settings: Any, pdf: bytes
) -> None:
    small = dataclasses.replace(settings, largest_mb=1)
    large = Source("large.bin", PartRole.DOCUMENT, lambda: io.BytesIO(b"0" * 600_000))
    with pytest.raises(BadInputError, match="has 2 MB; the connector takes at most 1 MB"):
        hand_over(pair.asking, dataclasses.replace(letter(), sources=[large]), pdf, "DEU", small, NOW)
    assert list(Path(settings.outgoing).iterdir()) == []
    assert states(pair.asking) == []


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such modes there")
@pytest.mark.parametrize(
    ("given", "folder", "file"), [(0o2770, 0o770, 0o660), (0o700, 0o700, 0o600), (0o777, 0o770, 0o660)]
)
def test_the_client_of_the_connector_reads_a_message_as_a_member_of_its_folders_group_and_nobody_else_does(
    pair: Any, settings: Any, pdf: bytes, given: int, folder: int, file: int
) -> None:
    Path(settings.outgoing).mkdir()
    Path(settings.outgoing).chmod(given)
    before = os.umask(0o077)
    try:
        done = hand_over(pair.asking, letter(), pdf, "DEU", settings, NOW)
    finally:
        os.umask(before)
    assert done.folder.stat().st_mode & 0o777 == folder
    assert {path.stat().st_mode & 0o777 for path in done.folder.iterdir()} == {file}


def test_what_another_machine_is_still_writing_is_not_taken_for_abandoned(
    pair: Any, settings: Any, tmp_path: Path
) -> None:
    theirs = Path(settings.outgoing) / ".writing-0000beef-1-abcdef"
    theirs.mkdir(parents=True)
    finish_handing_over(pair.asking, settings)
    assert theirs.is_dir()
    os.utime(theirs, (0, 0))
    finish_handing_over(pair.asking, settings)
    assert not theirs.exists()


@pytest.mark.parametrize("said", ["no", 0, True, 1.5])
def test_a_limit_of_size_that_is_none_is_told(tmp_path: Path, said: object) -> None:
    path = tmp_path / "connector.json"
    path.write_text(json.dumps({"outgoing": "o", "incoming": "i", **DATA, "largest_mb": said}), "utf-8")
    with pytest.raises(BadInputError, match="largest_mb is a whole number"):
        connector_settings(path)


POINTS = ["connector:written", "connector:in_transaction", "connector:committed", "connector:named"]


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there")
@pytest.mark.parametrize("point", [*POINTS, "connector:evidence", "connector:finished"])
def test_killed_at_any_step_the_connector_gets_each_message_once_and_whole(
    pair: Any, settings: Any, pdf: bytes, point: str
) -> None:
    def go() -> None:
        node = open_node(pair.asking.folder)
        if not node_status(node, NOW)["packages"]:
            hand_over(node, letter(), pdf, "DEU", settings, NOW)
        for folder in Path(settings.outgoing).glob("*_message"):
            (folder / "DELIVERY.xml").write_bytes(b"<e/>")
        take_evidences(node, settings, NOW)

    if point == "connector:finished":
        assert killed(go, "connector:committed") == -signal.SIGKILL
    assert killed(go, point) == -signal.SIGKILL
    assert killed(go, None) == 0
    assert killed(go, None) == 0
    folders = list(Path(settings.outgoing).iterdir())
    assert [path.name.endswith("_message") for path in folders] == [True]
    assert len(list(folders[0].iterdir())) == 6
    assert states(open_node(pair.asking.folder)) == ["delivery"]
    shutil.rmtree(settings.outgoing)


def killed(action: Any, point: str | None) -> int:
    process = os.fork()
    if process == 0:
        code = 1
        try:
            os.environ.pop("COMITY_FAIL_POINT", None)
            if point:
                os.environ["COMITY_FAIL_POINT"] = point
            action()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
