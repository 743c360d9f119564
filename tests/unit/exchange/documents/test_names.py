"""A file keeps the name its sender gave it where that is harmless, and never a path that could leave its folder."""

import pytest

from comity.common.errors import BadInputError
from comity.exchange.documents.names import LONGEST, check_path, media_type, path_for
from comity.exchange.refusal import Refusal, RefusedError


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Request (1).pdf", "files/007-Request (1).pdf"),
        ("引渡 請求.docx", "files/007-引渡 請求.docx"),
        ("../../etc/passwd", "files/007-_.._etc_passwd"),
        ("a\u202efdp.exe", "files/007-a_fdp.exe"),
        ("tab\there", "files/007-tab_here"),
        (" . ", "files/007-file"),
        ("e\u0301.txt", "files/007-\u00e9.txt"),
    ],
)
def test_a_name_becomes_a_path_that_cannot_deceive_or_escape(name: str, path: str) -> None:
    assert path_for(7, name) == path
    check_path(7, path)


def test_a_long_name_is_cut_before_its_ending() -> None:
    whole = "a" * (LONGEST - 4) + ".pdf"
    assert path_for(1, whole) == f"files/001-{whole}"
    assert path_for(1, f"a{whole}") == f"files/001-{whole}"
    assert path_for(1, "é" * 100 + ".pdf") == f"files/001-{'é' * 58}.pdf"
    with pytest.raises(BadInputError, match="too long"):
        path_for(1, "a." + "b" * LONGEST)


@pytest.mark.parametrize(
    "path", ["files/002-a", "files/1-a", "filez/001-a", "files/001-", "files/001-a/b", "001-a", ""]
)
def test_a_path_that_is_not_the_one_of_its_name_is_refused(path: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        check_path(1, path)
    assert refusal.value.code is Refusal.DAMAGED


def test_the_media_type_is_that_of_the_ending_whatever_its_case() -> None:
    assert media_type("scan.PDF") == "application/pdf"
    assert media_type("a.b.json") == "application/json"
    assert media_type("pdf") == media_type("a.exe") == "application/octet-stream"
