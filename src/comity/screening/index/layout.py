"""The layout of an index file: a head that describes itself, then tables that are read where they lie.

``COMITY-INDEX-5``, a newline, the length of the head as eight bytes, the head as JSON, then the sections in the order
in which the head names them, each at a multiple of eight bytes: entities (JSON, one after another) and where each ends,
names as they were given and where each ends, the entity of each name, the words (each once) and where each ends, the
letters of their spellings, where each spelling ends and which are a word's own, traits and weights of the words, the
outline of each spelling, the words of all names one after another and where each name ends among them, what is known
of each entity beside its names (``facts.py``) and where each ends, the postings (numbers of 63 bits in ascending order,
the key in the upper 39 bits and the name in the lower 24), and the directory: where the postings of each bucket of keys
begin.
"""

import json
import struct
import sys
from array import array
from itertools import accumulate
from typing import Any

from comity.screening.index.key_kernels import NAME_BITS

MAGIC = b"COMITY-INDEX-5\n"
MOST_NAMES = 1 << NAME_BITS
NAME_MASK = MOST_NAMES - 1
SECTIONS = (
    *("entities", "entity_ends", "names", "name_ends", "owners"),
    *("words", "word_ends", "letters", "letter_ends", "first_spellings", "traits", "weights", "outlines"),
    *("spelled", "spelled_ends", "facts", "fact_ends", "postings", "directory"),
)
LEAST_BITS, MOST_BITS = 8, 24
_PER_BUCKET = 3


def pack(head: dict[str, Any], sections: dict[str, bytes]) -> list[bytes]:
    """The pieces of an index file in order."""
    described = {**head, "sections": {name: len(sections[name]) for name in SECTIONS}}
    text = json.dumps(described, ensure_ascii=False, sort_keys=True).encode()
    text += b" " * (-(len(MAGIC) + 8 + len(text)) % 8)
    pieces = [MAGIC, struct.pack("<Q", len(text)), text]
    for name in SECTIONS:
        pieces.extend((sections[name], b"\0" * (-len(sections[name]) % 8)))
    return pieces


def directory_bits(postings: int) -> int:
    """How many bits of a key choose its bucket, so that a bucket holds a few postings."""
    return min(MOST_BITS, max(LEAST_BITS, (postings // _PER_BUCKET).bit_length()))


def directory_of(postings: "array[int]", bits: int) -> "array[int]":
    """Where the postings of each bucket begin, and at the end how many there are."""
    counts = array("Q", bytes(8 * ((1 << bits) + 1)))
    shift = 63 - bits
    for value in postings:
        counts[(value >> shift) + 1] += 1
    return array("Q", accumulate(counts))


def little(values: "array[int] | array[float]") -> bytes:
    """Numbers as bytes, the lowest byte first on every machine."""
    if sys.byteorder == "big":
        values = array(values.typecode, values)
        values.byteswap()
    return values.tobytes()
