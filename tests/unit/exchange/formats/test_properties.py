"""Java property files are read and written as Java does it."""

import pytest

from comity.exchange.formats.properties import properties_text, read_properties
from comity.exchange.refusal import RefusedError


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (b"a=b", {"a": "b"}),
        (b"a = b \n", {"a": "b "}),
        (b"a:b\r\nc d", {"a": "b", "c": "d"}),
        (b"# said\n! said, too\n\n  a=1", {"a": "1"}),
        (b"a\\=b=c", {"a=b": "c"}),
        (b"a=one \\\n   two", {"a": "one two"}),
        (b"a=\\\\\nb=2", {"a": "\\", "b": "2"}),
        (b"a=\\u00e9\\t\\u0416", {"a": "é\tЖ"}),
        (b"a=\xe9", {"a": "é"}),
        (b"a=\\uD83D\\uDE00", {"a": "😀"}),
        (b"a", {"a": ""}),
        (b"", {}),
    ],
)
def test_a_property_file_is_read_as_java_reads_it(text: bytes, read: dict[str, str]) -> None:
    assert read_properties(text) == read


@pytest.mark.parametrize("value", ["", " two", "é 王 😀", "a=b:c", "line\nline", "back\\slash", "#", "\t"])
def test_what_was_written_is_read_again(value: str) -> None:
    assert read_properties(properties_text({"name": value, "na me": value})) == {"name": value, "na me": value}


def test_only_what_must_be_is_escaped_so_that_a_person_can_read_it() -> None:
    assert properties_text({"na me=": " a=b: c#!", "x": "a b"}) == b"na\\ me\\==\\ a=b: c#!\nx=a b\n"


def test_a_name_that_stands_twice_or_a_file_without_end_is_refused() -> None:
    for text in (b"a=1\na=2", b"a=" + b"x" * 70_000):
        with pytest.raises(RefusedError):
            read_properties(text)
