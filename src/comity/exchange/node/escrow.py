"""Escrow inside the state: all keys of a node in one sealed file, its key split among officers, some of whom do."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.exchange.age.file import AgeWriter, decrypted
from comity.exchange.age.recipients import X25519Identity
from comity.exchange.formats.digest import sha256
from comity.exchange.formats.shares import combine, split
from comity.exchange.node.durable import write_durably
from comity.exchange.node.node import KEYS, Node
from comity.exchange.refusal import Refusal, RefusedError

FILE = "keys.age"
_MARK = "COMITY-KEY-SHARE"


def write_escrow(node: Node, out: Path, needed: int, count: int) -> list[Path]:
    """Write the sealed keys and the shares; each share goes to another officer, the sealed file to a safe."""
    if out.exists() and any(out.iterdir()):
        raise BadInputError("is there already and not empty", Place(str(out)))
    identity, root = X25519Identity.new(), node.folder / KEYS
    files = {path.relative_to(root).as_posix(): path.read_text("ascii") for path in sorted(root.glob("*/*"))}
    shares = split(identity.secret, needed, count)
    sealed = io.BytesIO()
    writer = AgeWriter(sealed, [identity.recipient])
    writer.write(json.dumps({"node": node.id, "files": files}).encode())
    writer.finish()
    write_durably(out / FILE, sealed.getvalue(), private=True)
    for number, share in shares.items():
        body = f"{_MARK} {node.id} {number} of {count}, {needed} needed: {share.hex()}"
        text = f"{body} {sha256(body.encode())[:8]}\n"
        write_durably(out / f"share-{number}.txt", text.encode("ascii"), private=True)
    return [out / FILE, *(out / f"share-{number}.txt" for number in shares)]


def _read_share(path: Path) -> tuple[int, int, bytes]:
    try:
        body, check = path.read_text("ascii").strip().rsplit(" ", 1)
        mark, _, number, _, _, needed, _, share = body.split(" ")
        if mark == _MARK and sha256(body.encode())[:8] == check:
            return int(number), int(needed), bytes.fromhex(share)
    except (OSError, ValueError):
        pass
    raise BadInputError("is not a share, or is mistyped", Place(str(path)))


def restore_keys(sealed: Path, shares: Sequence[Path], out: Path) -> list[Path]:
    """Give the keys back into an empty folder, from the sealed file and enough shares."""
    held = {number: (needed, share) for number, needed, share in map(_read_share, shares)}
    needed = max((needed for needed, _ in held.values()), default=2)
    if len(held) < needed:
        raise RefusedError(Refusal.NOT_PERMITTED, f"{needed} different shares are needed, and {len(held)} were given")
    if out.exists() and any(out.iterdir()):
        raise BadInputError("is there already and not empty", Place(str(out)))
    identity = X25519Identity(combine({number: share for number, (_, share) in held.items()}))
    try:
        with sealed.open("rb") as stream:
            found = json.loads(b"".join(decrypted(stream, [identity])))
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", Place(str(sealed))) from None
    written = []
    for name, text in found["files"].items():
        folder, _, file = name.partition("/")
        if not folder.isdigit() or "/" in file or file.startswith("."):
            raise RefusedError(Refusal.DAMAGED, "the escrow holds a file that is no key")
        write_durably(out / folder / file, text.encode("ascii"), private=True)
        written.append(out / folder / file)
    return written
