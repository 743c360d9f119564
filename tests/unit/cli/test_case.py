"""``comity case``: one sentence for a bad file, exact JSON for programs, nothing written in vain."""

import json
from pathlib import Path

import pytest
import typer

from comity.casefile.schema import case_schema
from comity.cli import case as noun
from comity.common.errors import BadInputError

ROOT = Path(__file__).parents[3]
CASE = str(ROOT / "lawdata" / "cases" / "netherlands-united-states.yaml")


def _run(*arguments: str) -> None:
    app = typer.Typer()
    app.callback()(lambda: None)
    noun.register(app)
    app(args=["case", *arguments], standalone_mode=False)


def test_check_tells_a_program_what_is_in_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    _run("check", CASE, "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["reference"] == "EX-2026-0417"
    assert found["counts"]["orders"] == 4
    assert found["requests"][0] == {"id": "extradition-usa", "to": "USA", "measure": "extradition", "language": "en"}


def test_check_tells_a_person_what_is_in_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    _run("check", CASE)
    printed = capsys.readouterr().out
    assert "EX-2026-0417: Diversion of municipal building funds" in printed
    assert "return_of_assets" in printed


def test_schema_prints_the_published_shape(capsys: pytest.CaptureFixture[str]) -> None:
    _run("schema")
    assert json.loads(capsys.readouterr().out) == case_schema()
    _run("schema", "--markdown")
    assert capsys.readouterr().out.startswith("### The file\n")


def test_a_case_goes_to_followthemoney_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entities, back = tmp_path / "case.jsonl", tmp_path / "back.yaml"
    _run("to-ftm", CASE, "--out", str(entities), "--json")
    assert json.loads(capsys.readouterr().out)["entities"] == len(entities.read_text(encoding="utf-8").splitlines())
    _run("from-ftm", str(entities), "--out", str(back), "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["counts"] == {"people": 4, "companies": 3, "assets": 4, "documents": 12}
    assert answer["missing"] == ["reference", "title", "state", "conduct"]


def test_what_came_back_is_a_case_once_the_missing_keys_are_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entities, back = tmp_path / "case.jsonl", tmp_path / "back.yaml"
    _run("to-ftm", CASE, "--out", str(entities))
    _run("from-ftm", str(entities), "--out", str(back))
    added = 'reference: EX-2\ntitle: T\nstate: NLD\nconduct: [{id: c, offence: "uncac:17", statement: S}]\n'
    back.write_text(back.read_text(encoding="utf-8") + added, encoding="utf-8")
    capsys.readouterr()
    _run("check", str(back), "--json")
    assert json.loads(capsys.readouterr().out)["counts"]["people"] == 4


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 1: is not JSON"),
        ('{"id": "x"}', r"line 1: is no FollowTheMoney entity \(id, schema and properties\)"),
        (
            '{"id": "a", "schema": "BankAccount", "properties": {"amount": ["5"], "currency": ["dollars"]}}',
            r"assets\[0\].value.currency: 'DOLLARS' is not a currency code",
        ),
    ],
)
def test_bad_entities_are_one_sentence_and_nothing_is_written(tmp_path: Path, line: str, sentence: str) -> None:
    entities, out = tmp_path / "in.jsonl", tmp_path / "out.yaml"
    entities.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=sentence):
        _run("from-ftm", str(entities), "--out", str(out))
    assert not out.exists()


def test_a_bad_case_file_is_one_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    broken = ROOT / "tests" / "unit" / "casefile" / "broken" / "key_twice.yaml"
    with pytest.raises(BadInputError, match="the key 'state' stands twice"):
        _run("to-ftm", str(broken), "--out", str(out))
    assert not out.exists()


def test_entities_that_are_not_there_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no such file"):
        _run("from-ftm", str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "out.yaml"))


def test_what_is_read_is_not_written_over(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    written = Path(CASE).read_text(encoding="utf-8")
    case.write_text(written, encoding="utf-8")
    with pytest.raises(BadInputError, match="--out: is the file that is read; name another one to write"):
        _run("to-ftm", str(case), "--out", str(case))
    assert case.read_text(encoding="utf-8") == written


def test_no_case_begins_from_nothing(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"none\.jsonl: holds no person, company, asset or document"):
        _run("from-ftm", str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "case.yaml"))
    assert not (tmp_path / "case.yaml").exists()
