"""QR codes: a reader of the test's own gets the text back out of the modules, and no correction is needed."""

import pytest

from comity.casework.accounts.totp import provisioning_uri
from comity.common.errors import BadInputError
from comity.web import qr

URI = provisioning_uri("COMITYDEMOCOMITYDEMOCOMITYDEMOCO", "anna")


def read(grid: list[list[int]]) -> str:
    """Read a code as a camera's program does: format, mask, words in their blocks, text."""
    size = len(grid)
    version = (size - 17) // 4
    said = sum(grid[at if at < 6 else at + 1 if at < 8 else size - 15 + at][8] << at for at in range(15)) ^ 0x5412
    level, mask = said >> 13, said >> 10 & 7
    assert level == 0  # M
    fixed = qr._patterns(version)  # noqa: SLF001
    bits = [
        grid[r][c] ^ int(qr._MASKS[mask](r, c) == 0)  # noqa: SLF001
        for r, c in qr._path(size)  # noqa: SLF001
        if fixed[r][c] is None
    ]
    words = [int("".join(map(str, bits[at : at + 8])), 2) for at in range(0, len(bits) - 7, 8)]
    correction, sizes = qr._BLOCKS[version]  # noqa: SLF001
    blocks: list[list[int]] = [[] for _ in sizes]
    order = [n for at in range(max(sizes)) for n, length in enumerate(sizes) if at < length]
    for n, word in zip(order, words, strict=False):
        blocks[n].append(word)
    for at, word in enumerate(words[sum(sizes) : sum(sizes) + correction * len(sizes)]):
        blocks[at % len(sizes)].append(word)
    assert all(is_whole(block, correction) for block in blocks)
    data = b"".join(bytes(block[:length]) for block, length in zip(blocks, sizes, strict=True))
    stream = "".join(format(byte, "08b") for byte in data)
    width = 8 if version < 10 else 16
    assert stream[:4] == "0100"
    length = int(stream[4 : 4 + width], 2)
    return bytes(int(stream[4 + width + 8 * n : 12 + width + 8 * n], 2) for n in range(length)).decode()


def times(a: int, b: int) -> int:
    """Multiplication in the field of the code, one bit at a time."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


def is_whole(block: list[int], correction: int) -> bool:
    """Whether every syndrome of a block is zero: nothing has to be corrected."""
    power = 1
    for _ in range(correction):
        value = 0
        for word in block:
            value = times(value, power) ^ word
        if value:
            return False
        power = times(power, 2)
    return True


@pytest.mark.parametrize(
    "text", ["A", "x" * 20, "é" * 20, "a" * 50, "b" * 70, "c" * 100, URI, "d" * 140, "e" * 175, "f" * 210]
)
def test_a_reader_gets_the_text_back(text: str) -> None:
    assert read(qr.modules(text)) == text


def test_what_is_too_long_is_refused_in_words() -> None:
    with pytest.raises(BadInputError, match="too long"):
        qr.modules("x" * 214)


def test_the_picture_has_a_name_and_nothing_that_runs() -> None:
    picture = qr.svg(URI, "The <secret>")
    assert 'aria-label="The &lt;secret&gt;"' in picture
    assert "<script" not in picture
    assert "style=" not in picture
