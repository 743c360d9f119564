"""A QR code (ISO/IEC 18004) as SVG: byte mode, correction level M, versions 1 to 10, enough for a secret's address."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from comity.common.errors import BadInputError

Grid = list[list[int | None]]

# version -> correction bytes of a block, and the data bytes of each block (level M)
_BLOCKS: dict[int, tuple[int, tuple[int, ...]]] = {
    1: (10, (16,)),
    2: (16, (28,)),
    3: (26, (44,)),
    4: (18, (32, 32)),
    5: (24, (43, 43)),
    6: (16, (27,) * 4),
    7: (18, (31,) * 4),
    8: (22, (38, 38, 39, 39)),
    9: (22, (36, 36, 36, 37, 37)),
    10: (26, (43, 43, 43, 43, 44)),
}
_ALIGNED: dict[int, tuple[int, ...]] = {
    1: (),
    2: (6, 18),
    3: (6, 22),
    4: (6, 26),
    5: (6, 30),
    6: (6, 34),
    7: (6, 22, 38),
    8: (6, 24, 42),
    9: (6, 26, 46),
    10: (6, 28, 50),
}
_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda r, c: (r + c) % 2,
    lambda r, _c: r % 2,
    lambda _r, c: c % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)
_QUIET = 4
_LIKE_A_FINDER = ((1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0), (0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1))


def svg(text: str, title: str) -> str:
    """The code as an SVG picture without script or style."""
    from django.utils.html import escape  # noqa: PLC0415 - only where a page is made

    grid = modules(text)
    size = len(grid) + 2 * _QUIET
    path = "".join(
        f"M{c + _QUIET} {r + _QUIET}h1v1h-1z" for r, row in enumerate(grid) for c, dark in enumerate(row) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title)}" width="240" height="240" '
        f'viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
    )


def modules(text: str) -> list[list[int]]:
    """The dark (1) and light (0) modules, row by row, under the mask that reads best."""
    data = text.encode()
    version = _version(len(data))
    empty = _patterns(version)
    words = list(_interleaved(version, _data_words(version, data)))
    return min((_masked(empty, words, number) for number in range(8)), key=_penalty)


def _version(length: int) -> int:
    for version, (_, blocks) in _BLOCKS.items():
        head = 4 + (8 if version < 10 else 16)
        if head + 8 * length <= 8 * sum(blocks):
            return version
    raise BadInputError("the text is too long for a QR code")


def _data_words(version: int, data: bytes) -> bytes:
    total = sum(_BLOCKS[version][1])
    bits = "0100" + format(len(data), "08b" if version < 10 else "016b") + "".join(format(b, "08b") for b in data)
    bits = (bits + "0000")[: 8 * total]
    bits += "0" * (-len(bits) % 8)
    words = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
    return (words + b"\xec\x11" * total)[:total]


def _interleaved(version: int, words: bytes) -> Iterator[int]:
    """The words of all blocks in turn, first the data, then the correction."""
    correction, sizes = _BLOCKS[version]
    ends = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    blocks = [words[a:b] for a, b in pairwise(ends)]
    yield from (block[at] for at in range(max(sizes)) for block in blocks if at < len(block))
    codes = [_correction(block, correction) for block in blocks]
    yield from (code[at] for at in range(correction) for code in codes)


def _powers() -> tuple[list[int], list[int]]:
    exponent, logarithm, value = [], [0] * 256, 1
    for power in range(255):
        exponent.append(value)
        logarithm[value] = power
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return exponent * 2, logarithm


_EXP, _LOG = _powers()


def _times(a: int, b: int) -> int:
    return _EXP[_LOG[a] + _LOG[b]] if a and b else 0


def _correction(block: bytes, count: int) -> list[int]:
    """The Reed–Solomon words of a block."""
    generator = [1]
    for power in range(count):
        shifted = [*generator, 0]
        generator = [a ^ b for a, b in zip(shifted, [0, *(_times(g, _EXP[power]) for g in generator)], strict=True)]
    rest = [*block, *([0] * count)]
    for at in range(len(block)):
        factor = rest[at]
        for offset, word in enumerate(generator):
            rest[at + offset] ^= _times(word, factor)
    return rest[len(block) :]


def _patterns(version: int) -> Grid:
    """The fixed patterns; None where data goes, and 0 where format and version are written later."""
    size = 17 + 4 * version
    grid: Grid = [[None] * size for _ in range(size)]
    for row, col in ((0, 0), (0, size - 7), (size - 7, 0)):
        _square(grid, row - 1, col - 1, 9, dark=False)
        _ring(grid, row + 3, col + 3, 3)
    for at in range(8, size - 8):
        grid[6][at] = grid[at][6] = (at + 1) % 2
    last = size - 7
    for row in _ALIGNED[version]:
        for col in _ALIGNED[version]:
            if (row, col) not in {(6, 6), (6, last), (last, 6)}:
                _ring(grid, row, col, 2)
    _reserve(grid, version)
    return grid


def _square(grid: Grid, row: int, col: int, side: int, *, dark: bool) -> None:
    for r in range(max(row, 0), min(row + side, len(grid))):
        for c in range(max(col, 0), min(col + side, len(grid))):
            grid[r][c] = int(dark)


def _ring(grid: Grid, row: int, col: int, radius: int) -> None:
    """A dark square, in it a light ring, in it a dark middle."""
    for r in range(row - radius, row + radius + 1):
        for c in range(col - radius, col + radius + 1):
            grid[r][c] = int(max(abs(r - row), abs(c - col)) != radius - 1)


def _reserve(grid: Grid, version: int) -> None:
    size = len(grid)
    for at in range(9):
        for r, c in ((8, at), (at, 8)):
            grid[r][c] = grid[r][c] or 0
    for at in range(8):
        grid[8][size - 1 - at] = grid[size - 1 - at][8] = 0
    if version >= 7:
        bits = _checked(version, 6, 0x1F25, 12)
        for at in range(18):
            value = bits >> at & 1
            grid[at // 3][size - 11 + at % 3] = grid[size - 11 + at % 3][at // 3] = value


def _checked(value: int, bits: int, generator: int, check: int) -> int:
    """A number with its check bits behind it."""
    rest = value << check
    for at in range(bits + check - 1, check - 1, -1):
        if rest >> at & 1:
            rest ^= generator << (at - check)
    return value << check | rest


def _masked(empty: Grid, words: Iterable[int], number: int) -> list[list[int]]:
    """The whole code under one mask."""
    size, mask = len(empty), _MASKS[number]
    bits = iter([word >> at & 1 for word in words for at in range(7, -1, -1)])
    grid = [[0 if cell is None else cell for cell in row] for row in empty]
    for row, col in _path(size):
        if empty[row][col] is None:
            grid[row][col] = next(bits, 0) ^ int(mask(row, col) == 0)
    said = _checked(number, 5, 0x537, 10) ^ 0x5412  # level M is 00
    for at in range(15):
        value = said >> at & 1
        near = at if at < 6 else at + 1 if at < 8 else size - 15 + at
        grid[near][8] = value
        far = size - 1 - at if at < 8 else 7 if at == 8 else 14 - at
        grid[8][far] = value
    grid[size - 8][8] = 1
    return grid


def _path(size: int) -> Iterator[tuple[int, int]]:
    """Two columns at a time from the right, up and down in turn, past the timing column."""
    columns = [*range(size - 1, 6, -2), *range(5, 0, -2)]
    for turn, right in enumerate(columns):
        rows = range(size - 1, -1, -1) if turn % 2 == 0 else range(size)
        for row in rows:
            yield row, right
            yield row, right - 1


def _penalty(grid: list[list[int]]) -> int:
    """How badly a mask reads: long runs, blocks, what looks like a finder, too much of one colour."""
    lines = [*grid, *map(list, zip(*grid, strict=True))]
    score = sum(_runs(line) + _finders(line) for line in lines)
    for above, below in pairwise(grid):
        squares = zip(pairwise(above), pairwise(below), strict=True)
        score += 3 * sum(len({*upper, *lower}) == 1 for upper, lower in squares)
    share = sum(map(sum, grid)) * 100 / len(grid) ** 2
    return score + 10 * int(abs(share - 50) // 5)


def _runs(line: list[int]) -> int:
    score, length = 0, 0
    for at, value in enumerate(line):
        length = length + 1 if at and value == line[at - 1] else 1
        score += 3 if length == 5 else 1 if length > 5 else 0
    return score


def _finders(line: list[int]) -> int:
    return 40 * sum(tuple(line[at : at + 11]) in _LIKE_A_FINDER for at in range(len(line) - 10))
