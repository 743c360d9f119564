"""An archive is measured by unpacking before anything reads it whole."""

import struct
import zipfile
from pathlib import Path

import pytest

from comity.common import archives
from comity.common.archives import check_archive, directory_fits
from comity.common.errors import BadInputError
from comity.screening.sheets import workbook_rows
from comity.tracing.statements.tables import xlsx_table


def packed(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_an_archive_of_usual_size_passes(tmp_path: Path) -> None:
    check_archive(packed(tmp_path / "usual.xlsx", sheet=b"one,two\n" * 10_000))


def test_an_archive_that_unpacks_to_hundreds_of_times_its_size_is_refused(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.xlsx", sheet=bytes(archives.SMALL + 1))
    assert bomb.stat().st_size * 200 < archives.SMALL
    with pytest.raises(BadInputError, match="unpacks to more than 20 MB"):
        check_archive(bomb)


def test_many_parts_are_counted_together(tmp_path: Path) -> None:
    parts = {f"part{number}": bytes(archives.SMALL // 10) for number in range(11)}
    with pytest.raises(BadInputError, match="unpacks to more"):
        check_archive(packed(tmp_path / "many.zip", **parts))


def test_a_list_that_tells_a_smaller_size_than_is_there_deceives_nobody(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "liar.xlsx", sheet=bytes(archives.SMALL + 1))
    data = bytearray(bomb.read_bytes())
    for at in (data.find(b"PK\x03\x04") + 22, data.find(b"PK\x01\x02") + 24):
        struct.pack_into("<L", data, at, 10)
    bomb.write_bytes(data)
    with zipfile.ZipFile(bomb) as archive:
        assert archive.getinfo("sheet").file_size == 10
    with pytest.raises(BadInputError, match="unpacks to more"):
        check_archive(bomb)


def test_an_archive_with_more_parts_than_anybody_needs_is_not_listed(tmp_path: Path) -> None:
    crowd = packed(tmp_path / "crowd.zip", **{f"p{number}": b"" for number in range(archives.MOST_PARTS + 1)})
    assert not directory_fits(crowd)
    with pytest.raises(BadInputError, match="at most 10,000 parts"):
        check_archive(crowd)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and nothing more", b"PK\x05\x06"])
def test_what_is_no_archive_is_told_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInputError):
        check_archive(path)


def test_no_reader_of_workbooks_opens_one_that_is_too_large_within(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.xlsx", sheet=bytes(archives.SMALL + 1))
    for reader in (workbook_rows, xlsx_table):
        with pytest.raises(BadInputError, match="unpacks to more"):
            reader(bomb)
