"""The layout of an index file: a head that describes itself, then tables that are read where they lie.

``COMITY-INDEX-1``, a newline, the length of the head as eight bytes, the head as JSON, then the sections in the order
in which the head names them, each at a multiple of eight bytes: entities (JSON, one after another), entity ends,
outlines of names, outline ends, the entity of each name, and the postings: numbers of 64 bits in ascending order, the
key in the upper 40 bits and the name in the lower 24.
"""

import json
import struct
import sys
from array import array
from typing import Any

MAGIC = b"COMITY-INDEX-1\n"
NAME_BITS = 24
MOST_NAMES = 1 << NAME_BITS
NAME_MASK = MOST_NAMES - 1
SECTIONS = ("entities", "entity_ends", "outlines", "outline_ends", "owners", "postings")


def pack(head: dict[str, Any], sections: dict[str, bytes]) -> list[bytes]:
    """The pieces of an index file in order."""
    described = {**head, "sections": {name: len(sections[name]) for name in SECTIONS}}
    text = json.dumps(described, ensure_ascii=False, sort_keys=True).encode()
    text += b" " * (-(len(MAGIC) + 8 + len(text)) % 8)
    pieces = [MAGIC, struct.pack("<Q", len(text)), text]
    for name in SECTIONS:
        pieces.extend((sections[name], b"\0" * (-len(sections[name]) % 8)))
    return pieces


def little(values: "array[int]") -> bytes:
    """Numbers as bytes, the lowest byte first on every machine."""
    if sys.byteorder == "big":
        values = array(values.typecode, values)
        values.byteswap()
    return values.tobytes()
