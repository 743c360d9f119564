"""What a person gets wrong at the keyboard is told in one sentence: what, where, and what to do instead."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Comity = Callable[..., Any]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of the wrong kind."""
    monkeypatch.chdir(tmp_path)
    for name, content in {
        "empty": b"",
        "text.txt": b"just text",
        "paper.pdf": b"%PDF-1.4 ...",
        "letter.docx": b"PK\x03\x04 ...",
        "broken.yaml": b"reference: [",
        "latin.yaml": b"name: Zo\xeb\n",
        "other.csv": b"foo,bar\n1,2\n",
        "list.csv": b"name\nJan Voorbeeld\n",
        "other.json": b'{"a": 1}',
    }.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    return tmp_path


WRONG: dict[str, str] = {
    "prepare nothere.yaml --out out": "nothere.yaml: no such file",
    "prepare folder --out out": "folder: is a folder, not a file",
    "prepare empty --out out": "empty: the file is empty",
    "prepare paper.pdf --out out": "paper.pdf: is a PDF; a text file in YAML is wanted",
    "prepare letter.docx --out out": "letter.docx: is a Word, Excel or ZIP file; a text file in YAML is wanted",
    "prepare latin.yaml --out out": "latin.yaml: is not UTF-8 text (byte 8)",
    "prepare broken.yaml --out out": "broken.yaml, line 1: cannot be read as YAML from here on: look for",
    "review other.json": "other.json, line 1, a: unknown key 'a'",
    "route --from NLD --to ZZZ --measure extradition": "'ZZZ' is not a code of a state",
    "route --from NLD --to USA --measure kidnapping": "'kidnapping' is not a measure; measures are",
    "route --from NLD --to USA --measure extradition --on 30.2.2026": "--on: '30.2.2026' is not a date (YYYY-MM-DD)",
    "parties UNKAC": "'UNKAC' is not an instrument with a party list; did you mean UNCAC",
    "parties MOON": "'MOON' is not an instrument with a party list; 'comity coverage' lists them all",
    "facts --nope": "No such option: --nope; 'comity facts --help' lists those there are",
    "node init --nope": "No such option: --nope",
    "screen Jan": "--list: name at least one list to look in",
    "screen Jan --list empty": "empty: is empty",
    "screen Jan --list other.csv": "other.csv, line 1: is no list that Comity can read",
    "screen Jan --list list.csv --birth-date 1.1.1970": "--birth-date: '1.1.1970' is not a date",
    "screen Jan --list list.csv --birth-date 1970-02-30": "--birth-date: '1970-02-30' is not a date",
    "screen Jan --list list.csv --country Congo": "--country: 'Congo' can mean COD or COG; give the code",
    "screen Jan --list list.csv --country Atlantis": "--country: 'Atlantis' is no country by code or name",
    "screen-file list.csv --list list.csv --out out.pdf": "out.pdf, --out: is not a name that ends in .csv, .xlsx",
    "trace empty --from A --out out": "empty: is empty: the first line must name the columns",
    "trace other.csv --from A --out out": "other.csv, line 1: the column 'sender' is missing",
    "own other.csv --of A": "other.csv, line 1: the column 'owner' is missing",
    "statements empty --out l.csv": "empty: is empty",
    "case from-ftm other.json --out c.yaml": "other.json, line 1: is no FollowTheMoney entity",
    "verify nothere.cx": "nothere.cx: no such file",
    "verify folder": "folder: is a folder, not a file",
    "open paper.pdf --key folder --out out": "folder: there is no node here; `comity node init` makes one",
    "node init --state ZZZ --name X --dir n": "'ZZZ' is not a code of a state",
    "node init --state NLD --name X --dir text.txt": "text.txt: is a file, not a folder",
    "serve --dir text.txt": "text.txt: is a file, not a folder",
    "serve --only pizza": "--only: 'pizza' cannot be served alone (screening)",
    "check --dir nothere": "'comity serve' makes one",
    "restore nothere --identity text.txt --dir r": "nothere: no such file",
    "restore paper.pdf --identity text.txt --dir r": "text.txt: is no key file of an officer",
    "letter nope --out out": "there is no letter 'nope'; 'comity letter --list' names them all",
    "letter acknowledgement --answer other.json --out out": "other.json, format: is no request",
    "figures --published nope": "there is no published series 'nope'",
    "clock nope --event 2026-01-01": "there is no clock 'nope'; 'comity clock --list' lists them all",
    "depositary paper.pdf --instrument UNCAC": "paper.pdf: is a PDF; save the page itself (HTML or XML)",
    "demoo": "there is no command 'demoo'; did you mean demo?",
}


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_input_is_one_sentence_that_says_what_to_do(words: str, desk: Path, comity: Comity) -> None:
    answer = comity(*words.split())
    assert answer.code == 2
    assert answer.out == ""
    assert WRONG[words] in answer.err
    assert answer.err.strip().count("\n") == 0
    assert "Traceback" not in answer.err
    assert not (desk / "out").exists()


def test_a_port_that_is_taken_is_told_without_the_words_of_the_system(desk: Path, comity: Comity) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = comity("serve", "--dir", "folder", "--port", str(port))
    assert answer.code == 2
    said = f"cannot answer on 127.0.0.1:{port}: something else answers there already; choose another --port"
    assert answer.err.strip() == said
