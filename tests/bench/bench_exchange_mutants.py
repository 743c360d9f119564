"""How many altered documents are accepted with another meaning: `./run bench exchange_mutants`.

Takes the golden corpus apart, alters it at random (bits, bytes, pieces cut, doubled, moved), inside the encryption too,
because an addressee may try to forge what it received. COMITY_MUTANTS sets the number for each kind of document (by
default 1,000; a million in the long run), COMITY_MUTANTS_SEED repeats a run. It exits 1 where one is accepted that says
something else, where anything but a refusal comes out, or where one takes longer than a second.
"""

import datetime as dt
import io
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from comity.exchange.age.file import AgeWriter, decrypted
from comity.exchange.age.recipients import HybridIdentity, X25519Identity
from comity.exchange.documents.card import read_card
from comity.exchange.documents.package import package_from
from comity.exchange.documents.receipt import read_receipt
from comity.exchange.documents.trust import Counterpart
from comity.exchange.formats import armour
from comity.exchange.refusal import RefusedError
from comity.exchange.unpacking import Nowhere, Reader, examine

COUNT = int(os.environ.get("COMITY_MUTANTS", "1000"))
SEED = int(os.environ.get("COMITY_MUTANTS_SEED", "0")) or random.SystemRandom().randrange(1 << 32)
CORPUS = Path(__file__).parents[1] / "unit" / "exchange" / "golden" / "cx1"
AT = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)


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


def reader() -> Reader:
    cards = [read_card((CORPUS / name).read_text("ascii")).card for name in ("fra.card", "che.card")]
    secrets = (CORPUS / "che-identities.txt").read_text("ascii").splitlines()[1:]
    identities = (HybridIdentity.from_text(secrets[0]), X25519Identity.from_text(secrets[1]))
    return Reader(cards[1].node, identities, {card.node: Counterpart((card,)) for card in cards}, AT)


def sealed_meaning(data: bytes) -> object:
    found = examine(io.BytesIO(data), READER, Nowhere())
    if found.refusal:
        raise found.refusal
    return found.package


def container_meaning(plain: bytes) -> object:
    out = io.BytesIO()
    writer = AgeWriter(out, [READER.identities[1].recipient])  # type: ignore[attr-defined]
    writer.write(plain)
    writer.finish()
    return sealed_meaning(out.getvalue())


READER = reader()
REQUEST = (CORPUS / "request-hybrid.cx").read_bytes()
PLAIN = b"".join(decrypted(io.BytesIO(REQUEST), READER.identities))
KINDS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "sealed file": (REQUEST, sealed_meaning),
    "container": (PLAIN, container_meaning),
    "card": (armour.from_text((CORPUS / "fra-2.card").read_text("ascii")), lambda d: read_card(armour.to_text(d)).card),
    "receipt": (
        armour.from_text((CORPUS / "receipt-1.p7m").read_text("ascii")),
        lambda d: read_receipt(armour.to_text(d))[0],
    ),
    "package.json": (PLAIN[PLAIN.index(b'{"basis"') : PLAIN.index(b'"your_reference":null}') + 22], package_from),
}


def main() -> int:
    chance, failed = random.Random(SEED), 0
    print(f"seed {SEED}")
    for name, (data, meaning) in KINDS.items():
        said, accepted, other, broken, slowest = meaning(data), 0, 0, 0, 0.0
        started = time.perf_counter()
        for _ in range(COUNT):
            altered, begun = mutant(data, chance), time.perf_counter()
            try:
                found = meaning(altered)
                accepted += 1
                # A header alone is under no seal: altering it gives another header, which the container's seal refuses.
                other += found != said and name != "package.json"
            except RefusedError:
                pass
            except Exception as error:
                broken += 1
                print(f"  {name}: {type(error).__name__}: {error}")
            slowest = max(slowest, time.perf_counter() - begun)
        failed += other + broken + (slowest > 1)
        speed = COUNT / (time.perf_counter() - started)
        print(f"{name}: of {COUNT:,} mutants {other} accepted with another meaning, {broken} not refused cleanly;")
        print(f"  {accepted} accepted in all; slowest {slowest * 1000:.0f} ms, {speed:,.0f}/s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
