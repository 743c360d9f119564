import json
from pathlib import Path

import pytest

from comity.cli.main import main

LIST = "id,name,birth_date\n1,Xi Mingtest,1960-02-03\n2,Vladimir Proverkin,\n"


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err


def listed(tmp_path: Path) -> Path:
    path = tmp_path / "sought.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_screen_finds_somebody_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(
        capsys, "screen", "Владимир Проверкин", "--list", listed(tmp_path), "--threshold", 0.7, "--json"
    )
    answer = json.loads(out)
    assert code == 0
    assert [hit["id"] for hit in answer["hits"]] == ["2"]
    assert answer["hits"][0]["list"]["name"] == "sought.csv"
    assert len(answer["hits"][0]["list"]["digest"]) == 64


def test_screen_takes_a_followthemoney_entity(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = tmp_path / "query.json"
    query.write_text(json.dumps({"schema": "Person", "properties": {"name": ["Mingtest Xi"], "birthDate": ["1960"]}}))
    _, out, _ = call(capsys, "screen", "--query-file", query, "--list", listed(tmp_path), "--json")
    assert [hit["id"] for hit in json.loads(out)["hits"]] == ["1"]


def test_screen_says_for_a_person_that_nobody_was_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "screen", "Maria Nowhere", "--list", listed(tmp_path))
    assert (code, out.startswith("Maria Nowhere: nobody")) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("screen", "A B"), "name at least one list"),
        (("screen", "!!!", "--list", "x"), "holds no letter"),
        (("screen", "A B", "--list", "no-such-file"), "no such file"),
        (("screen-file", "no-such-file", "--list", "x", "--out", "y"), "no such file"),
        (("screen-file", "x", "--list", "x", "--out", "y", "--engine", "abacus"), "not an engine (local, spark)"),
        (("score-pairs", "no-such-file", "--out", "y"), "no such file"),
    ],
)
def test_bad_input_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    code, out, err = call(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence in err


def test_an_index_answers_as_its_list_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, index = listed(tmp_path), tmp_path / "sought.index"
    call(capsys, "screen-index", source, "--out", index, "--json")
    answers = [call(capsys, "screen", "Proverkin, Wladimir", "--list", path, "--json")[1] for path in (source, index)]
    assert answers[0] == answers[1]


def test_a_file_gives_the_same_score_as_a_single_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "customers.csv", tmp_path / "hits.csv"
    source.write_text("id,name\na,Владимир Проверкин\nb,Maria Nowhere\n", encoding="utf-8")
    arguments = ("screen-file", source, "--list", listed(tmp_path), "--out", out, "--workers", 1, "--json")
    answer = json.loads(call(capsys, *arguments)[1])
    single = json.loads(call(capsys, "screen", "Владимир Проверкин", "--list", listed(tmp_path), "--json")[1])
    assert (answer["rows"], answer["hits"], answer["troubles"]) == (2, 1, 0)
    score = out.read_text(encoding="utf-8").splitlines()[1].split(",")[4]
    assert round(float(score), 4) == single["hits"][0]["score"]


def test_pairs_are_scored_and_a_broken_row_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "scored.csv"
    pairs.write_text("left,right,schema\n习近平,Xi Jinping,Person\n,x,Person\na,b,Horse\n", encoding="utf-8")
    answer = json.loads(call(capsys, "score-pairs", pairs, "--out", out, "--json")[1])
    assert (answer["pairs"], answer["scored"], [t["line"] for t in answer["troubles"]]) == (3, 1, [3, 4])
    rows = out.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "left,right,schema,score,explanation"
    assert float(rows[1].split(",")[3]) > 0.9
