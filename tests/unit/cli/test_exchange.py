"""The commands with which two authorities exchange a request, as a person types them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REQUEST = {
    "format": "comity-request/1",
    "from": "FRA",
    "to": "CHE",
    "reference": "R-1",
    "measure": "assistance",
    "basis": {"id": "UNCAC", "title": "UNCAC", "article": "46"},
}


@pytest.fixture
def desk(comity: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COMITY_NODE", raising=False)
    for state, folder in (("FRA", "a"), ("CHE", "b")):
        assert comity("node", "init", "--state", state, "--name", f"Office of {state}", "--dir", folder).code == 0
        assert comity("node", "card", "--dir", folder, "--out", f"{folder}.card").code == 0
    for own, other in (("a", "b"), ("b", "a")):
        words = comity("node", "card", "--dir", other, "--out", f"{other}.card", "--json").json["words"]
        assert comity("node", "trust", f"{other}.card", "--dir", own, "--fingerprint", words).code == 0
    Path("REQUEST.json").write_text(json.dumps(REQUEST), "utf-8")
    Path("annex.pdf").write_bytes(b"%PDF-1.7 synthetic")
    return tmp_path


def seal(comity: Callable[..., Any], *more: str) -> Any:
    return comity("seal", "REQUEST.json", "annex.pdf", "--to", "b.card", "--key", "a", "--out", "x.cx", *more)


def test_a_request_goes_out_is_verified_opened_and_answered(desk: Path, comity: Callable[..., Any]) -> None:
    sealed = seal(comity, "--json").json
    assert sealed["suite"] == "age-mlkem768x25519"
    assert sealed["addressee_trusted"] is True
    verified = comity("verify", "x.cx", "--key", "b", "--json")
    assert (verified.code, verified.json["digest"]) == (0, sealed["digest"])
    assert all(check["holds"] for check in verified.json["checks"])
    opened = comity("open", "x.cx", "--key", "b", "--out", "out", "--by", "desk 1", "--json")
    assert opened.code == 0
    assert Path("out/files/004-annex.pdf").read_bytes() == b"%PDF-1.7 synthetic"
    back = comity("node", "receive", "x.cx", "--dir", "b", "--receipts", "back", "--json").json["receipts"]
    assert len(back) == 3
    assert comity("node", "receive", *back, "--dir", "a").code == 0
    assert comity("node", "status", "--dir", "a", "--json").json["packages"][0]["state"] == "retrieval"
    Path("step.json").write_text('{"step": "bank asked", "expected": "2026-12-24", "by": "Office of CHE"}')
    answer = ("seal", "step.json", "--type", "status", "--reply-to", sealed["digest"], "--details", "step.json")
    assert comity(*answer, "--to", "a.card", "--key", "b", "--out", "y.cx").code == 0
    assert comity("node", "receive", "y.cx", "--dir", "a").code == 0
    told = comity("node", "status", "--dir", "a", "--json").json["packages"][1]
    assert (told["step"], told["expected"], told["conversation"]) == (
        "bank asked",
        "2026-12-24",
        sealed["conversation"],
    )


@pytest.mark.parametrize("place", [0, 30, 3000, -1])
def test_an_altered_file_is_refused_and_nothing_is_written(desk: Path, comity: Callable[..., Any], place: int) -> None:
    seal(comity)
    data = bytearray(Path("x.cx").read_bytes())
    data[place] ^= 1
    Path("x.cx").write_bytes(data)
    assert bytes(data) not in [path.read_bytes() for path in Path("a/packages").iterdir()]
    before = sorted(path.name for path in desk.iterdir())
    opened = comity("open", "x.cx", "--key", "b", "--out", "out")
    assert (opened.code, opened.out, opened.err.count("\n")) == (3, "", 1)
    assert sorted(path.name for path in desk.iterdir()) == before
    verified = comity("verify", "x.cx", "--key", "b", "--json")
    assert (verified.code, verified.json["holds"]) == (3, False)


def test_a_file_for_somebody_else_is_refused(desk: Path, comity: Callable[..., Any]) -> None:
    seal(comity)
    comity("node", "init", "--state", "PER", "--name", "Third", "--dir", "c")
    assert comity("open", "x.cx", "--key", "c", "--out", "out").code == 3
    assert comity("verify", "x.cx", "--key", "c").code == 3
    assert not Path("out").exists()


def test_verify_finds_the_node_beside_the_file_and_says_when_there_is_none(
    desk: Path, comity: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal(comity)
    assert comity("verify", "x.cx").code == 0
    away = tmp_path_factory.mktemp("away")
    (away / "x.cx").write_bytes(Path("x.cx").read_bytes())
    monkeypatch.chdir(away)
    found = comity("verify", "x.cx", "--json")
    assert found.code == 3
    assert "no node was named" in found.json["checks"][0]["detail"]


def test_cards_and_receipts_are_verified_too(desk: Path, comity: Callable[..., Any]) -> None:
    seal(comity)
    assert comity("verify", "a.card", "--json").json["state"] == "FRA"
    receipt = comity("node", "receive", "x.cx", "--dir", "b", "--receipts", "back", "--json").json["receipts"][0]
    assert comity("verify", receipt, "--key", "a").code == 0
    text = Path(receipt).read_text("ascii")
    Path("bad.p7m").write_text(text.replace(text[200:204], "AAAA"), "ascii")
    assert comity("verify", "bad.p7m", "--key", "a").code == 3


@pytest.mark.parametrize(
    ("change", "part"),
    [({"format": "other"}, "format"), ({"to": "PER"}, "the card is that of CHE")],
)
def test_a_request_that_does_not_fit_is_one_sentence(
    desk: Path, comity: Callable[..., Any], change: dict[str, str], part: str
) -> None:
    Path("REQUEST.json").write_text(json.dumps(REQUEST | change), "utf-8")
    answer = seal(comity)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert part in answer.err
    assert not Path("x.cx").exists()


def test_slips_are_told_in_a_sentence(desk: Path, comity: Callable[..., Any]) -> None:
    for arguments in (
        ("node", "init", "--state", "franconia", "--name", "X", "--dir", "c"),
        ("node", "init", "--state", "FRA", "--name", "X", "--dir", "a"),
        ("node", "trust", "a.card", "--dir", "b", "--fingerprint", "12"),
        ("node", "status", "--dir", "nowhere"),
        ("open", "nowhere.cx", "--key", "b", "--out", "out"),
        ("node", "serve", "--dir", "a", "--listen", "here"),
    ):
        answer = comity(*arguments)
        assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1), answer


def test_a_wrong_fingerprint_is_not_trusted(desk: Path, comity: Callable[..., Any]) -> None:
    comity("node", "init", "--state", "PER", "--name", "Third", "--dir", "c")
    comity("node", "card", "--dir", "c", "--out", "c.card")
    assert comity("node", "trust", "c.card", "--dir", "a", "--fingerprint", "0" * 64).code == 3
    assert comity("node", "trust", "c.card", "--dir", "a").code == 2


def test_what_came_on_paper_is_shown_as_unsigned(desk: Path, comity: Callable[..., Any]) -> None:
    conversation = seal(comity, "--json").json["conversation"]
    Path("scan.txt").write_text("We need the account number.", "utf-8")
    entry = ("--from", "PER", "--by", "clerk 3", "--reference", "P-1", "--type", "clarification_asked")
    assert comity("node", "enter", "scan.txt", "--dir", "a", *entry, "--conversation", conversation).code == 0
    sent, entered = comity("node", "status", "--dir", "a", "--json").json["packages"]
    assert (sent["signed"], sent["entered_by"]) == (True, None)
    assert (entered["signed"], entered["entered_by"], entered["peer_state"]) == (False, "clerk 3", "PER")
    assert entered["conversation"] == conversation
    assert comity("node", "status", "--dir", "a", "--json").json["outbox"][0]["digest"] == sent["digest"]


def test_the_steps_of_a_private_match_are_files(desk: Path, comity: Callable[..., Any]) -> None:
    Path("people.csv").write_text("id,name,birth_date\n1,Anna Example,1970-01-02\n", "utf-8")
    Path("subjects.csv").write_text(
        "id,name,birth_date\nS1,ANNA EXAMPLE,1970-01-02\nS2,Bert Else,1970-01-02\n", "utf-8"
    )
    terms = ("--basis", "UNCAC art. 46", "--case", "C", "--purpose", "tracing", "--until", "2099-12-31")
    assert comity("match", "mandate", "--to", "b.card", *terms, "--key", "a", "--out", "m").code == 0
    assert comity("match", "offer", "m", "people.csv", "--key", "b", "--out", "o").code == 0
    assert comity("match", "ask", "m", "o", "subjects.csv", "--key", "a", "--out", "q").code == 0
    assert comity("match", "evaluate", "m", "q", "--key", "b", "--out", "r").code == 0
    found = comity("match", "result", "o", "r", "--key", "a", "--json").json
    assert [hit["subject"] for hit in found["hits"]] == ["S1"]
    Path("subjects.csv").write_text("id,name,birth_date\nS1,X Y,02.01.1970\n", "utf-8")
    slip = comity("match", "ask", "m", "o", "subjects.csv", "--key", "a", "--out", "q")
    assert (slip.code, slip.err) == (
        2,
        "subjects.csv, line 2, birth_date: '02.01.1970' is not a date such as 1970-12-31\n",
    )


def test_the_page_for_strangers_works_as_it_is_printed(desk: Path, comity: Callable[..., Any]) -> None:
    """docs/verify-a-package.md, its commands taken from the page itself and run by a shell."""
    page = Path(__file__).parents[3] / "docs" / "verify-a-package.md"
    blocks = page.read_text("utf-8").split("```sh\n")[1:]
    script = "set -e\n" + "\n".join(block.split("```")[0] for block in blocks if "age " not in block.split("```")[0])
    seal(comity)
    comity("open", "x.cx", "--key", "b", "--out", "package")
    done = subprocess.run(["sh", "-c", script], cwd=desk / "package", capture_output=True, text=True, check=False)
    if "openssl: not found" in done.stderr or "sha256sum: not found" in done.stderr:
        pytest.skip("openssl or sha256sum is not on this machine")
    assert done.returncode == 0, done.stderr
    expected = comity("node", "card", "--dir", "a", "--out", "a.card", "--json").json["seal_certificate"]
    assert expected.upper() in done.stdout.replace(":", "")
    (desk / "package" / "files" / "004-annex.pdf").write_bytes(b"%PDF-1.7 forged")
    forged = subprocess.run(["sh", "-c", script], cwd=desk / "package", capture_output=True, text=True, check=False)
    assert forged.returncode != 0
