"""The postings of an index in order: compiled where numba is installed, by the same lines in plain Python elsewhere."""

from array import array
from collections.abc import Iterator
from typing import Any

from comity.screening.index import key_kernels
from comity.screening.index.compilation import compiled
from comity.screening.index.keys import ROOM, CodeTable
from comity.screening.index.layout import directory_bits, directory_of, little
from comity.screening.index.spellings import MOST_WORDS

AT_ONCE = 1 << 20
WORTH_COMPILING = 5_000  # names
BUCKETS = 256
_SHIFT = 63 - 8

Arrays = tuple["array[int] | array[float]", ...]


def sorted_postings(names: Arrays, codes: CodeTable, numbered: "array[int]") -> tuple[bytes, bytes, int]:
    """The postings of all names in ascending order, where each bucket of keys begins, the bits that choose a bucket."""
    kernels = compiled() if len(names[3]) >= WORTH_COMPILING else None
    if kernels is None:
        return _plainly(names, codes, numbered)
    import numpy as np  # noqa: PLC0415 - comes with numba

    pieces = [np.frombuffer(numbered, np.int64)]
    held = tuple(np.frombuffer(each, each.typecode) for each in names)
    table = tuple(np.frombuffer(each, each.typecode) for each in codes.columns())
    rooms = np.zeros(2 * MOST_WORDS, np.int32), np.zeros(ROOM, np.int64), np.zeros(AT_ONCE, np.int64)
    pieces += [piece.copy() for piece in _portions(kernels["postings_of"], held, table, rooms)]
    postings = np.concatenate(pieces)
    postings.sort()
    postings = postings[np.diff(postings, prepend=-1) != 0]
    bits = directory_bits(len(postings))
    counts = np.bincount(postings >> (63 - bits), minlength=1 << bits)
    directory = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    return postings.astype("<u8").tobytes(), directory.astype("<u8").tobytes(), bits


def _plainly(names: Arrays, codes: CodeTable, numbered: "array[int]") -> tuple[bytes, bytes, int]:
    rooms = (
        memoryview(array("i", bytes(8 * MOST_WORDS))),
        array("q", bytes(8 * ROOM)),
        array("q", bytes(8 * AT_ONCE // 16)),
    )
    buckets: list[array[int]] = [array("Q") for _ in range(BUCKETS)]
    for piece in (numbered, *_portions(key_kernels.postings_of, names, codes.columns(), rooms)):
        for value in piece:
            buckets[value >> _SHIFT].append(value)
    postings = array("Q")
    for bucket in buckets:
        postings.extend(sorted(set(bucket)))
    bits = directory_bits(len(postings))
    return little(postings), little(directory_of(postings, bits)), bits


def _portions(postings_of: Any, names: Any, table: Any, rooms: Any) -> Iterator[Any]:  # noqa: ANN401 - arrays
    chosen, keys, out = rooms
    done = 0
    while done < len(names[3]):
        count, done = postings_of(done, names, table, chosen, keys, out)
        yield out[:count]
