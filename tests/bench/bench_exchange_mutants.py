"""How many altered documents are accepted with another meaning: `./run bench exchange_mutants`.

Takes the golden corpus apart, alters it at random (bits, bytes, pieces cut, doubled, moved), inside the encryption too,
because an addressee may try to forge what it received. COMITY_MUTANTS sets the number for each kind of document (by
default 1,000; a million in the long run), COMITY_MUTANTS_SEED repeats a run, COMITY_MUTANTS_AT_ONCE sets how many
processes work. COMITY_MUTANTS_KEPT names a file in which every round is written down when it is done: the next run with
the same seed, on the same sources, goes on from there. It exits 1 where one is accepted that says something else, where
anything but a refusal comes out, or where one takes longer than a second of processor time.
"""

import datetime as dt
import functools
import hashlib
import io
import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from comity.exchange.age.file import AgeWriter, decrypted
from comity.exchange.age.recipients import HybridIdentity, Identity, Stanza, X25519Identity
from comity.exchange.documents.card import read_card
from comity.exchange.documents.package import Package, package_from
from comity.exchange.documents.receipt import read_receipt
from comity.exchange.documents.trust import Counterpart
from comity.exchange.formats import armour
from comity.exchange.matching.steps import MANDATE, Mandate, read_step
from comity.exchange.refusal import RefusedError
from comity.exchange.unpacking import Nowhere, Reader, examine

ROOT = Path(__file__).parents[2]
COUNT = int(os.environ.get("COMITY_MUTANTS", "1000"))
SEED = int(os.environ.get("COMITY_MUTANTS_SEED", "0")) or random.SystemRandom().randrange(1 << 32)
AT_ONCE = int(os.environ.get("COMITY_MUTANTS_AT_ONCE", "1"))
KEPT = os.environ.get("COMITY_MUTANTS_KEPT", "")
CORPUS = ROOT / "tests" / "unit" / "exchange" / "golden" / "cx1"
AT = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
ROUND = 5_000
LONGEST = 1.0  # seconds of processor time for one document


@dataclass(frozen=True, slots=True)
class Round:
    """What came of some mutants of one kind."""

    seed: int
    sources: str
    kind: str
    number: int
    tried: int
    accepted: int
    other: int
    broken: int
    slowest: float
    seconds: float


def mutant(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        place, size = chance.randrange(len(out) or 1), chance.choice((1, 2, 4, 16, 64, 300))
        match chance.randrange(6):
            case 0 | 1:
                out[place : place + 1] = bytes([(out[place] if out else 0) ^ 1 << chance.randrange(8)])
            case 2:
                out[place : place + size] = chance.randbytes(size)
            case 3:
                del out[place : place + size]
            case 4:
                out[place:place] = out[place : place + size]
            case _:
                other = chance.randrange(len(out) or 1)
                out[place : place + size], out[other : other + size] = (
                    out[other : other + size],
                    out[place : place + size],
                )
    return bytes(out)


class Remembering:
    """An identity that opens the same stanza once: what a secret makes of it never changes."""

    def __init__(self, identity: Identity) -> None:
        self.unwrap = functools.lru_cache(16)(identity.unwrap)


class Open:
    """A lock that is left open, because what is tried lies inside: addressee and identity in one."""

    def __init__(self) -> None:
        self.key = b""

    def wrap(self, file_key: bytes) -> Stanza:
        self.key = file_key
        return Stanza(("open",), b"")

    def unwrap(self, stanza: Stanza) -> bytes | None:
        return self.key if stanza.arguments == ("open",) else None


def reader(*identities: Identity) -> Reader:
    cards = [read_card((CORPUS / name).read_text("ascii")).card for name in ("fra.card", "che.card")]
    return Reader(cards[1].node, identities, {card.node: Counterpart((card,)) for card in cards}, AT)


def secrets() -> tuple[Identity, Identity]:
    lines = (CORPUS / "che-identities.txt").read_text("ascii").splitlines()[1:]
    return HybridIdentity.from_text(lines[0]), X25519Identity.from_text(lines[1])


LOCK = Open()
OWN, INSIDE = reader(*(Remembering(identity) for identity in secrets())), reader(LOCK)
REQUEST = (CORPUS / "request-hybrid.cx").read_bytes()
PLAIN = b"".join(decrypted(io.BytesIO(REQUEST), secrets()))


def examined(data: bytes, who: Reader) -> object:
    found = examine(io.BytesIO(data), who, Nowhere())
    if found.refusal:
        raise found.refusal
    return found.package


def container_meaning(plain: bytes) -> object:
    out = io.BytesIO()
    writer = AgeWriter(out, [LOCK])
    writer.write(plain)
    writer.finish()
    return examined(out.getvalue(), INSIDE)


def armoured(name: str) -> bytes:
    return armour.from_text((CORPUS / name).read_text("ascii"))


def mandate_meaning(data: bytes) -> object:
    """The terms of a mandate; its digest is left out, because it is that of the very bytes, whatever they say."""
    mandate = Mandate.from_step(read_step(armour.to_text(data), MANDATE))
    return {name: value for name, value in asdict(mandate).items() if name != "digest"}


def as_told(said: Any, told: Any) -> bool:
    """Whether what was understood of a header is what stands in it; what is left out is nothing or an empty list."""
    if isinstance(said, dict) and isinstance(told, dict):
        return all(as_told(value, told.get(name)) for name, value in said.items())
    if isinstance(said, list) and isinstance(told, list):
        return len(said) == len(told) and all(map(as_told, said, told))
    return bool(said == told) or (told is None and said in ([], {}))


def header_as_told(found: object, _said: object, altered: bytes) -> bool:
    """A header alone is under no seal: an altered one is another header, and must be understood as it stands there."""
    return isinstance(found, Package) and as_told(found.as_data(), json.loads(altered))


def same(found: object, said: object, _altered: bytes) -> bool:
    return found == said


Meaning = Callable[[bytes], object]
Holds = Callable[[object, object, bytes], bool]
Task = tuple[int, str, str, int, int]
"""A round: its seed, the sources, the kind of document, its number, and how many mutants it has."""
KINDS: dict[str, tuple[bytes, Meaning, Holds]] = {
    "sealed file": (REQUEST, lambda data: examined(data, OWN), same),
    "container": (PLAIN, container_meaning, same),
    "card": (armoured("fra-2.card"), lambda data: read_card(armour.to_text(data)).card, same),
    "receipt": (armoured("receipt-1.p7m"), lambda data: read_receipt(armour.to_text(data))[0], same),
    "mandate": (armoured("mandate.p7m"), mandate_meaning, same),
    "package.json": (
        PLAIN[PLAIN.index(b'{"basis"') : PLAIN.index(b'"your_reference":null}') + 22],
        package_from,
        header_as_told,
    ),
}


def sources() -> str:
    """A digest of what a mutant is asked of."""
    summed = hashlib.sha256()
    for path in (Path(__file__), *sorted((ROOT / "src/comity/exchange").rglob("*.py")), *sorted(CORPUS.iterdir())):
        summed.update(path.read_bytes())
    return summed.hexdigest()[:12]


def tried(what: Task) -> Round:
    """Alter one kind of document some thousand times; the round's own seed makes it the same wherever it is run."""
    seed, _, kind, number, count = what
    data, meaning, holds = KINDS[kind]
    chance, said = random.Random(f"{seed} {kind} {number}"), meaning(data)
    accepted, other, broken, slowest, began = 0, 0, 0, 0.0, time.process_time()
    for _ in range(count):
        altered, begun = mutant(data, chance), time.process_time()
        try:
            found = meaning(altered)
            accepted += 1
            if not holds(found, said, altered):
                other += 1
                print(f"  {kind}: accepted with another meaning: {altered.hex()}", flush=True)
        except RefusedError:
            pass
        except Exception as error:
            broken += 1
            print(f"  {kind}: {type(error).__name__}: {error}: {altered.hex()}", flush=True)
        slowest = max(slowest, time.process_time() - begun)
    return Round(*what, accepted, other, broken, slowest, time.process_time() - began)


def done_before(of: str) -> list[Round]:
    """The rounds of this seed that were written down on these sources."""
    if not KEPT or not Path(KEPT).exists():
        return []
    rounds = [Round(**json.loads(line)) for line in Path(KEPT).read_text(encoding="utf-8").splitlines()]
    return [one for one in rounds if (one.seed, one.sources) == (SEED, of)]


def worked(todo: Sequence[Task]) -> Iterator[Round]:
    if AT_ONCE == 1:
        yield from map(tried, todo)
        return
    with multiprocessing.Pool(AT_ONCE) as pool:
        yield from pool.imap_unordered(tried, todo)


def told(kind: str, rounds: list[Round]) -> bool:
    """Say what came of one kind; whether all is well."""
    count, spent = sum(one.tried for one in rounds), sum(one.seconds for one in rounds)
    other, broken = sum(one.other for one in rounds), sum(one.broken for one in rounds)
    accepted, slowest = sum(one.accepted for one in rounds), max((one.slowest for one in rounds), default=0.0)
    print(f"{kind}: of {count:,} mutants {other} accepted with another meaning, {broken} not refused cleanly;")
    speed = f"{count / spent:,.0f} in a second of processor time" if spent else "none tried"
    print(f"  {accepted} accepted in all; slowest {slowest * 1000:.0f} ms, {speed}")
    return not other and not broken and slowest <= LONGEST


def main() -> int:
    print(f"seed {SEED}", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the processes it has started end with it
    of = sources()
    rounds = done_before(of)
    known = {(one.kind, one.number, one.tried) for one in rounds}
    sizes = [(number, min(ROUND, COUNT - number * ROUND)) for number in range(-(-COUNT // ROUND))]
    todo = [(SEED, of, kind, *size) for size in sizes for kind in KINDS if (kind, *size) not in known]
    for one in worked(todo):
        rounds.append(one)
        if KEPT:
            with Path(KEPT).open("a", encoding="utf-8") as out:
                out.write(json.dumps(asdict(one)) + "\n")
    well = [told(kind, [one for one in rounds if one.kind == kind]) for kind in KINDS]
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
