"""The test vectors of docs/exchange.md are what the program computes."""

import datetime as dt
import hashlib
import zlib
from pathlib import Path

import pytest

from comity.exchange.documents.fingerprint import spoken
from comity.exchange.documents.heads import EarlierHead, SeenHead
from comity.exchange.documents.package import PackageType
from comity.exchange.documents.receipt import Evidence
from comity.exchange.formats import cades, canonical, der
from comity.exchange.formats.container import Entry, table
from comity.exchange.formats.digest import sha256
from comity.exchange.formats.manifest import manifest_xml
from comity.exchange.formats.merkle import Head, appended, consistency_proof, head_of

PAGE = (Path(__file__).parents[3] / "docs" / "exchange.md").read_text("utf-8")
ENTRY = Entry("a.txt", 3, zlib.crc32(b"abc"))
AT = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
ATTRIBUTES = cades._attributes(hashlib.sha256(b"text").digest(), b"certificate", AT)  # noqa: SLF001 - a vector of the specification


def heads() -> SeenHead:
    """Where a log of nine entries, `entry 0` to `entry 8`, stands."""
    tree: dict[tuple[int, int], bytes] = {}
    for size in range(9):
        made = appended(size, f"entry {size}".encode(), lambda *place: tree[place])
        tree.update({(level, place): head for level, place, head in made})
    three, five, seven, nine = (Head(size, head_of(0, size, lambda *place: tree[place])) for size in (3, 5, 7, 9))
    since, before = (tuple(consistency_proof(one.size, 9, lambda *place: tree[place])) for one in (five, seven))
    return SeenHead(nine, three, five, since, (EarlierHead(seven, before),), (three,))


@pytest.mark.parametrize(
    "value",
    [
        sha256(canonical.encode(heads().as_data())),
        sha256(canonical.encode({"b": [1, True, None], "a": "é\n", "\U0001f600": 0, "\ufb33": 1})),
        spoken(sha256(b"")),
        sha256(ENTRY.local() + b"abc" + table([ENTRY])),
        sha256(manifest_xml([("package.json", "application/json", sha256(b"{}"))])),
        der.element(der.SET, ATTRIBUTES).hex(),
    ],
)
def test_every_vector_of_the_specification_is_computed(value: str) -> None:
    assert value in PAGE


def test_every_type_and_every_evidence_is_described() -> None:
    assert [kind for kind in PackageType if f"`{kind}`" not in PAGE] == []
    told = PAGE.replace(" / _REJECTION", " SUBMISSION_REJECTION")
    assert [evidence for evidence in Evidence if evidence not in told] == []
