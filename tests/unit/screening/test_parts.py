"""An index that several processes build is the one that a single process builds."""

import json
from pathlib import Path

import pytest

from comity.screening.index import parts
from comity.screening.index.build import build
from comity.screening.index.parts import build_shared
from comity.screening.lists.reading import open_list

NAMES = ("Ivan Testov", "Иван Тестов", "席明测", "Testov Holding LLC", "محمد تستاني", "Wassili Andersky")


def made(path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(40):
            known = {
                "name": [NAMES[number % 6], f"{NAMES[number % 5]} {number}"],
                "birthDate": [f"19{50 + number}-02-03"],
                "address": ["75001 Paris, France"] if number % 3 else [],
                "idNumber": [f"AB{number:06}"],
            }
            schema = "Company" if number % 6 == 3 else "Person"
            file.write(json.dumps({"id": str(number % 38), "schema": schema, "properties": known}) + "\n")
            if number % 10 == 4:
                file.write("broken\n")
    return path


@pytest.mark.parametrize("workers", [1, 2])
def test_parts_put_together_are_the_whole_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(parts, "ROWS_OF_A_PART", 7)
    table = tmp_path / "second.csv"
    table.write_text("id,name,city\na,Anna Testova,Brno\nb,!!!,\nc,Testov Holding LLC,\n", encoding="utf-8")
    sources = [made(tmp_path / "first.json"), table]
    alone, shared = ([open_list(path, "2026-11-02") for path in sources] for _ in range(2))
    whole = b"".join(build((one.origin, one.entities) for one in alone))
    assert b"".join(build_shared(shared, workers)) == whole
    assert [one.troubles for one in shared] == [one.troubles for one in alone]
