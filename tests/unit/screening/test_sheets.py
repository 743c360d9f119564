from pathlib import Path

import duckdb
import pytest

from comity.common.errors import BadInputError
from comity.screening.bulk import customers
from comity.screening.sheets import workbook_rows


def test_a_parquet_file_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "customers.parquet"
    query = "SELECT 7 AS id, 'Анна Тестова' AS name, DATE '1971-02-03' AS birth_date, ['fr', 'ru'] AS countries"
    duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    ((anna, trouble),) = customers(path)
    assert (anna.id, anna.names, anna.dates, anna.countries) == ("7", ("Анна Тестова",), ("1971-02-03",), ("fr", "ru"))
    assert (anna.row, trouble) == (2, "")


def test_a_broken_workbook_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(BadInputError, match="cannot be read as a workbook"):
        workbook_rows(path)


def test_a_broken_parquet_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "customers.parquet"
    path.write_bytes(b"PAR1 broken")
    with pytest.raises(BadInputError, match="cannot be read as Parquet"):
        list(customers(path))
