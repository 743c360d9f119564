"""One document, one sequence of bytes."""

import pytest

from comity.exchange.formats.canonical import decode, encode
from comity.exchange.refusal import RefusedError


def test_names_are_ordered_by_utf16_as_rfc_8785_wants() -> None:
    assert encode({"\ufb33": 1, "\U0001f600": 2, "a": 3}) == '{"a":3,"\U0001f600":2,"\ufb33":1}'.encode()


def test_control_characters_are_escaped_and_all_else_stays_as_it_is() -> None:
    assert encode({"a": '\x00\n"\\é/'}) == '{"a":"\\u0000\\n\\"\\\\é/"}'.encode()


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":2}',
        '{"a":1.0}',
        '{"a":NaN}',
        '{"a": 1}',
        '{"b":1,"a":2}',
        "[1]",
        '{"a":9007199254740993}',
        '{"a":"\\u00e9"}',
        "{" * 5000,
        '\ufeff{"a":1}',
        '{"a":"\\ud800"}',
    ],
)
def test_what_is_not_the_one_form_of_itself_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        decode(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("value", [{"a": 0.5}, {"a": 2**53}, {"a": b"x"}])
def test_what_readers_of_json_may_change_is_never_written(value: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        encode(value)
