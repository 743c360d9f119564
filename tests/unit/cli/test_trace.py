"""``comity trace``, ``trace-rules`` and ``own`` as people and programs call them."""

import csv
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pypdf
import pytest

LEDGER = """time,sender,receiver,amount,currency,id,origin
2024-01-01,,CLIENT,100.00,EUR,t1,
2024-01-02,BRIBER,CLIENT,50.00,EUR,t2,
2024-01-03,CLIENT,CAR,90.00,EUR,t3,
2024-01-04,CLIENT,HOUSE,40.00,EUR,t4,
2024-01-05,HOUSE,OUTSIDE,10.00,EUR,t5,
"""
FILES = {"traced.csv", "moves.parquet", "paths.jsonl", "summary.json", "exhibit.pdf", "exhibit.docx"}


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return str(path)


def test_a_trace_writes_every_file_and_prints_its_summary(comity, ledger, tmp_path) -> None:
    out = tmp_path / "out"
    answer = comity("trace", ledger, "--from", "BRIBER", "--out", str(out), "--json")
    assert answer.code == 0
    assert {path.name for path in out.iterdir()} == FILES
    told = answer.json
    assert told == json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert set(told["rules"]) == {"fifo", "lifo", "clean_first", "taint_first", "pro_rata", "pari_passu", "poison"}
    assert told["rules"]["clean_first"]["conservation"]["difference"] == "0.00"
    assert told["rules"]["poison"]["conservation"] is None


def test_the_holdings_open_their_transfers(comity, ledger, tmp_path) -> None:
    comity("trace", ledger, "--from", "BRIBER", "--rule", "fifo", "--out", str(tmp_path / "out"), "--json")
    with (tmp_path / "out" / "traced.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["account"]: row for row in csv.DictReader(file)}
    assert {name: row["amount"] for name, row in rows.items()} == {"CLIENT": "20.00", "HOUSE": "30.00"}
    paths = [json.loads(line) for line in (tmp_path / "out" / "paths.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [[hop["transfer"] for hop in path["path"]] for path in paths] == [["t2"], ["t2", "t4"]]
    moves = duckdb.sql(f"SELECT transfer, traced FROM '{tmp_path / 'out' / 'moves.parquet'}'").fetchall()
    assert [(name, str(traced)) for name, traced in moves] == [("t2", "50.00"), ("t4", "30.00")]


def test_the_exhibit_is_the_same_bytes_again_and_names_its_input(comity, ledger, tmp_path) -> None:
    for name in ("one", "two"):
        comity("trace", ledger, "--transfer", "t2", "--rule", "clean_first", "--out", str(tmp_path / name), "--json")
    one, two = ((tmp_path / name / "exhibit.pdf").read_bytes() for name in ("one", "two"))
    assert one == two
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "one" / "exhibit.pdf").pages)
    assert json.loads((tmp_path / "one" / "summary.json").read_text())["ledger"]["sha256"][:16] in text


def test_the_exhibit_is_in_the_language_asked_for_and_the_other_files_are_not(comity, ledger, tmp_path) -> None:
    for language in ("en", "zh"):
        asked = ("--from", "BRIBER", "--rule", "fifo", "--out", str(tmp_path / language), "--language", language)
        assert comity("trace", ledger, *asked, "--json").code == 0
    chinese = pypdf.PdfReader(tmp_path / "zh" / "exhibit.pdf")
    assert chinese.trailer["/Root"]["/Lang"] == "zh-CN"
    assert "资金追踪证明材料" in chinese.pages[0].extract_text()
    for name in ("traced.csv", "paths.jsonl", "summary.json"):
        assert (tmp_path / "zh" / name).read_bytes() == (tmp_path / "en" / name).read_bytes()


def test_until_a_day_later_transfers_do_not_count(comity, ledger, tmp_path) -> None:
    asked = ("--from", "BRIBER", "--rule", "lifo", "--until", "2024-01-02", "--out", str(tmp_path / "out"), "--json")
    assert comity("trace", ledger, *asked).json["rules"]["lifo"]["conservation"]["resting"] == "50.00"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--out", "OUT"], "say what to trace: one of --from ACCOUNT, --transfer ID, or --origins"),
        (["--out", "OUT", "--from", "NOBODY"], "ledger.csv, --from: the account 'NOBODY' is not in the ledger"),
        (["--out", "OUT", "--transfer", "t9"], "ledger.csv, --transfer: the transfer 't9' is not in the ledger"),
        (["--out", "OUT", "--origins"], "ledger.csv, origin: no money that comes from outside has an origin"),
        (["--out", "OUT", "--from", "BRIBER", "--rule", "magic"], "--rule: 'magic' is not a rule (fifo, lifo,"),
        (["--out", "OUT", "--from", "BRIBER", "--engine", "abacus"], "--engine: 'abacus' is not an engine"),
        (["--out", "OUT", "--from", "BRIBER", "--language", "de"], "--language: the exhibit is not at hand in 'de'"),
    ],
)
def test_a_wrong_question_is_one_sentence_and_writes_nothing(comity, ledger, tmp_path, arguments, sentence) -> None:
    out = tmp_path / "out"
    answer = comity("trace", ledger, *(str(out) if part == "OUT" else part for part in arguments))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(sentence)
    assert answer.err.count("\n") == 1
    assert not out.exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(comity, ledger, tmp_path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    answer = comity("trace", ledger, "--from", "BRIBER", "--out", str(tmp_path / "out"))
    assert answer.code == 3
    assert "cannot be written" in answer.err


def test_the_rule_of_the_requested_state_stands_beside_the_figures(comity, ledger, tmp_path) -> None:
    asked = (
        "--from",
        "BRIBER",
        "--state",
        "CHE",
        "--purpose",
        "confiscation",
        "--out",
        str(tmp_path / "out"),
        "--json",
    )
    (rule,) = comity("trace", ledger, *asked).json["law"]
    assert (rule["rule"], rule["authority"]) == ("clean_first", "Federal Supreme Court 7B_65/2023")


def test_a_rule_is_told_only_from_the_day_it_holds(comity) -> None:
    told = comity("trace-rules", "--state", "CHE", "--on", "2026-01-01", "--json").json
    assert [rule["in_force"] for rule in told["rules"]] == ["true"]
    before = comity("trace-rules", "--state", "CHE", "--on", "2025-01-01", "--json").json
    assert before["rules"] == []
    assert "says nothing about the law there" in before["none_because"]


def test_owners_are_told_under_every_rule_with_their_chains(comity, tmp_path) -> None:
    path = tmp_path / "holdings.csv"
    path.write_text("owner,owned,share\nAna,A,60%\nA,X,0.5\nBen,X,0.5\n", encoding="utf-8")
    told = comity("own", str(path), "--of", "X", "--on", "2026-01-01", "--json").json
    found = {(row["rule"], row["owner"]): row for row in told["owners"]}
    assert found["multiplied", "Ana"]["share"] == 0.3
    assert found["multiplied", "Ana"]["chains"] == [["Ana", "A", "X"]]
    assert found["control", "Ben"]["controls"] is False
    assert {rule for rule, _ in found} == {"direct", "multiplied", "control", "dominance", "amlr", "ofac"}


def test_holdings_go_out_as_bods_and_are_read_back_with_the_same_answer(comity, tmp_path) -> None:
    path, out = tmp_path / "holdings.csv", tmp_path / "out" / "holdings.json"
    path.write_text("owner,owned,share,votes,nominee_for\nAna,A,1/3,60%,\nNom,X,0.5,,Ana\n", encoding="utf-8")
    asked = ("--on", "2026-01-01", "--json")
    told = comity("own", str(path), *asked, "--out", str(out)).json
    assert (told["written"], told["as"], told["left_out"]) == (str(out), "bods", [])
    assert comity("own", str(out), *asked).json["companies"] == told["companies"]
    answer = comity("own", str(path), "--out", str(tmp_path / "x.xls"))
    assert (answer.code, answer.err) == (2, "--as: '' is not a format (bods, followthemoney, csv)\n")


def test_a_large_table_is_asked_column_by_column_to_the_same_answer(comity, tmp_path, monkeypatch) -> None:
    path = tmp_path / "holdings.csv"
    path.write_text("owner,owned,share,nominee_for\nAna,A,60%,\nNom,X,1/2,A\nX,A,5%,\n", encoding="utf-8")
    asked = ("own", str(path), "--holder", "Ana", "--on", "2026-01-01", "--json")
    plain = comity(*asked).json
    monkeypatch.setattr("comity.tracing.ownership.bulk.BULK_FROM_BYTES", 0)
    assert comity(*asked).json == plain
    assert plain["caveats"]


def test_a_company_nobody_knows_is_one_sentence(comity, tmp_path) -> None:
    path = tmp_path / "holdings.csv"
    path.write_text("owner,owned,share\nAna,A,60%\n", encoding="utf-8")
    answer = comity("own", str(path), "--of", "Z")
    assert (answer.code, answer.err) == (2, "'Z' neither owns nor is owned on that day\n")


def test_a_trace_from_the_index_writes_the_same_files(comity, ledger, tmp_path) -> None:
    asked = ("--from", "BRIBER", "--json", "--out")
    plain = comity("trace", ledger, *asked, str(tmp_path / "plain")).json
    told = comity("trace-index", ledger, "--json").json
    assert (told["transfers"], told["file"]) == (plain["ledger"]["transfers"], f"{ledger}.index")
    assert comity("trace", ledger, *asked, str(tmp_path / "indexed")).json == plain
    for name in ("traced.csv", "paths.jsonl", "summary.json", "exhibit.pdf"):
        assert (tmp_path / "indexed" / name).read_bytes() == (tmp_path / "plain" / name).read_bytes()


def test_money_is_followed_back_to_where_it_came_in(comity, tmp_path) -> None:
    path = tmp_path / "ledger.csv"
    rows = ["seq,sender,receiver,amount,currency,id", "1,,A,50,EUR,salary", "2,,A,80,EUR,bribe", "3,A,B,70,EUR,t3"]
    path.write_text("\n".join([*rows, "4,B,,100,EUR,t4"]) + "\n", encoding="utf-8")
    told = comity("trace-origin", str(path), "--of", "A", "--json").json
    assert [(row["transfer"], row["amount"]) for row in told["entered"]] == [("bribe", "60.00")]
    told = comity("trace-origin", str(path), "--of", "A", "--rule", "lifo", "--json").json
    assert [(row["transfer"], row["amount"]) for row in told["entered"]] == [("salary", "50.00"), ("bribe", "10.00")]
    told = comity("trace-origin", str(path), "--transfer", "t4", "--json").json
    assert [(row["transfer"], row["amount"]) for row in told["entered"]] == [("salary", "50.00"), ("bribe", "20.00")]
    assert [(row["transfer"], row["amount"]) for row in told["on_credit"]] == [("t4", "30.00")]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "say whose money: one of --of ACCOUNT, or --transfer ID"),
        (["--of", "NOBODY"], "ledger.csv, --of: the account 'NOBODY' is not in the ledger"),
        (["--transfer", "t9"], "ledger.csv, --transfer: the transfer 't9' is not in the ledger"),
        (["--of", "BRIBER", "--rule", "pro_rata"], "--rule: only fifo and lifo say where each unit came from"),
    ],
)
def test_a_wrong_question_about_origins_is_one_sentence(comity, ledger, arguments, sentence) -> None:
    answer = comity("trace-origin", ledger, *arguments)
    assert (answer.code, answer.out, answer.err) == (2, "", sentence + "\n")


def test_the_exhibit_has_beside_it_what_could_be_held_who_is_behind_and_what_is_unexplained(
    comity, ledger, tmp_path
) -> None:
    rests = [row["account"] for row in _traced(comity, ledger, tmp_path / "first")]
    assets, holdings, worth = (tmp_path / name for name in ("assets.csv", "holdings.csv", "worth.csv"))
    header = "account,asset,owner,where,third_party,interest,good_faith"
    assets.write_text(f"{header}\n{rests[0]},Flat,Owner Ltd,CHE,Example Bank,mortgage,\n", encoding="utf-8")
    holdings.write_text("owner,owned,share\nAna Example,Owner Ltd,60%\n", encoding="utf-8")
    years = "2020,asset,flat,1,EUR\n2021,asset,flat,900,EUR\n"
    worth.write_text(f"year,kind,item,amount,currency\n{years}", encoding="utf-8")
    files = ("--assets", str(assets), "--holdings", str(holdings), "--net-worth", str(worth))
    texts = []
    for name in ("one", "two"):
        out = tmp_path / name
        assert comity("trace", ledger, "--from", "BRIBER", *files, "--out", str(out)).code == 0
        texts.append(((out / "exhibit.pdf").read_bytes(), (out / "exhibit.docx").read_bytes()))
    assert texts[0] == texts[1]
    shown = _words_of(tmp_path / "one" / "exhibit.docx")
    for part in ("What could be held", "Owner Ltd", "Ana Example", "good faith not established", "Example Bank"):
        assert part in shown
    for part in ("Timeline under", "Source and application of funds", "Gaps in the statements", "899.00", "60.00%"):
        assert part in shown


def test_owners_without_assets_are_no_question(comity, ledger, tmp_path) -> None:
    holdings = tmp_path / "holdings.csv"
    holdings.write_text("owner,owned,share\nAna Example,Owner Ltd,60%\n", encoding="utf-8")
    answer = comity("trace", ledger, "--from", "BRIBER", "--holdings", str(holdings), "--out", str(tmp_path / "out"))
    assert (answer.code, answer.err) == (2, "--holdings: --holdings goes with --assets, which names the owners\n")
    assert not (tmp_path / "out").exists()


def _traced(comity, ledger, out):
    comity("trace", ledger, "--from", "BRIBER", "--rule", "fifo", "--out", str(out))
    with (out / "traced.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _words_of(path) -> str:
    with zipfile.ZipFile(path) as parts:
        return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", parts.read("word/document.xml").decode()))


def test_a_link_beyond_the_rules_is_offered_and_followed_once_somebody_signed_it(comity, tmp_path) -> None:
    path, findings = tmp_path / "ledger.csv", tmp_path / "findings.csv"
    rows = ["seq,sender,receiver,amount,currency,id,origin", "1,A,FLAT,90,EUR,price,", "2,,A,100,EUR,bribe,bribe"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    header = "kind,first,then,as,signed_by,signed_on,reason,evidence"
    findings.write_text(f"{header}\nbackwards,bribe,price,,A. Example,2026-03-01,one plan,EV-1\n", encoding="utf-8")
    asked = (str(path), "--origins", "--rule", "fifo", "--json", "--out")
    plain = comity("trace", *asked, str(tmp_path / "plain")).json
    offered = [(link["first"], link["then"], link["up_to"]["fifo"]) for link in plain["candidates"]]
    assert (offered, plain["findings"]) == ([("bribe", "price", "90.00")], [])
    (made,) = comity("trace", *asked, str(tmp_path / "signed"), "--findings", str(findings)).json["findings"]
    rests = made["rules"]["fifo"]["resting"]
    assert (made["signed_by"], rests) == ("A. Example", [{"account": "FLAT", "amount": "90.00"}])
    assert "Signed by A. Example" in _words_of(tmp_path / "signed" / "exhibit.docx")


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on what a process may write is of other systems")
@pytest.mark.parametrize("asked", ["trace LEDGER --from BRIBER --out", "trace-index LEDGER --out"])
def test_where_no_more_can_be_written_nothing_is_left_half_written(ledger, tmp_path, asked) -> None:
    """A limit of one kilobyte a file stands for a full disk: the machine refuses to write on."""
    import resource  # noqa: PLC0415 - not everywhere

    out = tmp_path / "out"
    command = [sys.executable, "-m", "comity", *asked.replace("LEDGER", ledger).split(), str(out)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.csv"]
