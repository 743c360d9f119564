"""Bad input is counted and told with its line, and the rest is done."""

import json
from pathlib import Path

from comity.screening.bulk import Plan, Progress, run
from comity.screening.entity import Entity
from comity.screening.index.build import build
from comity.screening.index.reader import Index
from comity.screening.index.search import search
from comity.screening.lists.reading import open_list
from comity.screening.tabular import read_rows

GOOD = 900


def line(number: int, name: str) -> bytes:
    return json.dumps({"id": f"e{number}", "schema": "Person", "properties": {"name": [name]}}).encode() + b"\n"


def listed(path: Path, *bad: bytes) -> tuple[Index, list[tuple[int, str]], int]:
    path.write_bytes(
        b"".join(line(n, f"Nobody Known{n}") for n in range(GOOD)) + b"".join(bad) + line(GOOD, "Vladimir Proverkin")
    )
    opened = open_list(path, "2026-11-02")
    index = Index(b"".join(build([(opened.origin, opened.entities)])), "made")
    return index, [(t.line, t.text) for t in opened.troubles.told], opened.troubles.count


def found(index: Index, name: str) -> list[str]:
    return [hit.listed.entity.id for hit in search(index, Entity("q", "Person", (name,)))]


def test_a_broken_row_late_in_a_file_is_told_with_its_line_and_the_rest_is_indexed(tmp_path: Path) -> None:
    index, told, count = listed(tmp_path / "l.json", b'{"id": "x", "schema"\n', b"\xff\xfe broken\n", b'{"id": 5}\n')
    assert [at for at, _ in told] == [GOOD + 1, GOOD + 2, GOOD + 3]
    assert count == 3
    assert len(index) == GOOD + 1
    assert found(index, "Владимир Проверкин") == [f"e{GOOD}"]


def test_an_id_that_stands_twice_is_told_and_both_are_kept(tmp_path: Path) -> None:
    index, told, _ = listed(tmp_path / "l.json", line(3, "Wassili Andersky"))
    assert told == [(GOOD + 1, 'the id "e3" stands twice; both are kept')]
    assert found(index, "Wassili Andersky") == ["e3"]


def test_a_name_of_a_megabyte_stops_nothing(tmp_path: Path) -> None:
    index, told, _ = listed(tmp_path / "l.json", line(GOOD + 1, "Testov " * 150_000))
    assert told == []
    assert found(index, "Vladimir Proverkin") == [f"e{GOOD}"]
    assert isinstance(found(index, "Proverkin " * 100_000), list)


def test_signs_that_turn_or_hide_text_hide_nobody(tmp_path: Path) -> None:
    index, _, _ = listed(tmp_path / "l.json")
    for name in ("\u202eVladimir\u202c Proverkin", "Vla\u200bdimir\u2066 Prover\u00adkin\u2069", "Vlаdimir Prоverkin"):
        assert found(index, name) == [f"e{GOOD}"]


def test_customers_that_cannot_be_read_get_their_status_and_the_others_their_answer(tmp_path: Path) -> None:
    index = tmp_path / "i"
    opened = open_list(_written(tmp_path / "l.csv", "id,name\n1,Vladimir Proverkin\n"), "")
    index.write_bytes(b"".join(build([(opened.origin, opened.entities)])))
    source = _written(tmp_path / "c.csv", "id,name\na,Vladimir Proverkin\nb,\nc,\0\u202e\nd,Wladimir Prowerkin\n")
    for _ in run(source, tmp_path / "out.csv", Plan((str(index),), None, 5), Progress({}), 1):
        pass
    rows = [(row["row"], row["status"]) for _, row in read_rows(tmp_path / "out.csv")]
    assert rows == [("2", "hit"), ("3", "trouble"), ("4", "trouble"), ("5", "hit")]


def test_a_broken_byte_garbles_its_own_row_only(tmp_path: Path) -> None:
    index = tmp_path / "i"
    opened = open_list(_written(tmp_path / "l.csv", "id,name\n1,Vladimir Proverkin\n"), "")
    index.write_bytes(b"".join(build([(opened.origin, opened.entities)])))
    source = tmp_path / "c.csv"
    source.write_bytes("id,name\na,Владимир Проверкин\nb,Иван \n".encode()[:-1] + b"\xff\xfe\nc,Nobody Known\n")
    for _ in run(source, tmp_path / "out.csv", Plan((str(index),), None, 5), Progress({}), 1):
        pass
    rows = [(row["customer_id"], row["status"]) for _, row in read_rows(tmp_path / "out.csv")]
    assert rows == [("a", "hit"), ("b", "trouble"), ("c", "no hit")]


def test_a_file_of_older_programs_is_read_in_their_encoding(tmp_path: Path) -> None:
    source = tmp_path / "c.csv"
    source.write_bytes("id,name\na,José Núñez Testón\n".encode("cp1252"))
    assert [row["name"] for _, row in read_rows(source)] == ["José Núñez Testón"]


def test_a_quotation_mark_without_its_end_takes_no_other_row_with_it(tmp_path: Path) -> None:
    rows = [f"{n},Nobody Known{n},1970,FR\n" for n in range(40)]
    rows[5] = '5,"Nobody Known5,1970,FR\n'
    rows[20] = '20,"Doe, John",1970,FR\n'
    rows[30] = '30,"Nobody Known30,1970,FR\n'
    source = _written(tmp_path / "c.csv", "id,name,born,country\n" + "".join(rows))
    read = {row["id"]: (line, row["name"]) for line, row in read_rows(source)}
    assert len(read) == 40
    assert read["5"] == (7, "Nobody Known5")
    assert read["20"] == (22, "Doe, John")
    assert read["30"] == (32, "Nobody Known30")


def test_a_cell_without_an_end_that_is_too_long_for_any_row_stops_nothing(tmp_path: Path) -> None:
    rows = [f"{n},Nobody Known{n}\n" for n in range(300_000)]
    rows[3] = '3,"Nobody Known3\n'
    source = _written(tmp_path / "c.csv", "id,name\n" + "".join(rows))
    read = [(line, row["id"]) for line, row in read_rows(source)]
    assert len(read) == 300_000
    assert read[3] == (5, "3")
    assert read[-1] == (300_001, "299999")


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
