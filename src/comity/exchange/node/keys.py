"""The keys of a node: in files that only its owner may read, each made here and never sent."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from comity.common.errors import BadInputError, Place
from comity.exchange.age.recipients import AgeSuite, HybridIdentity, Identity, X25519Identity
from comity.exchange.formats import cades
from comity.exchange.formats.certificates import (
    SigningKey,
    certificate_from,
    certificate_pem,
    key_pem,
    new_key,
    self_signed,
)
from comity.exchange.node.durable import write_durably
from comity.exchange.packing import SealedBy

FORMAT = "comity-node/1"
VALIDITY = dt.timedelta(days=396)
_CERTIFICATE_VALIDITY = dt.timedelta(days=365 * 10)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """What a node holds: what it seals with, what it shows in TLS, and all identities it was ever written to with."""

    folder: Path
    seal_key: SigningKey
    seal: x509.Certificate
    tls: x509.Certificate
    hybrid: tuple[HybridIdentity, ...]
    x25519: tuple[X25519Identity, ...]

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Every identity, the newest first."""
        return (*reversed(self.hybrid), *reversed(self.x25519))

    @property
    def recipients(self) -> dict[AgeSuite, str]:
        """The addresses of the newest identities."""
        return {AgeSuite.HYBRID: str(self.hybrid[-1].recipient), AgeSuite.X25519: str(self.x25519[-1].recipient)}

    def sealing(self, at: dt.datetime) -> SealedBy:
        """Give what seals at a moment; a key in a token takes the place of this by its own `sign`."""
        return SealedBy(self.seal, cades.signer(self.seal_key), at)


def make_keys(root: Path, serial: int, state: str, name: str, at: dt.datetime) -> KeyRing:
    """Make the keys that a card names, in a folder of its serial number; older identities stay readable."""
    since = at - dt.timedelta(hours=1)
    folder = root / f"{serial:04d}"
    for purpose in ("seal", "tls"):
        key = new_key()
        until = since + _CERTIFICATE_VALIDITY
        made = self_signed(key, state=state, name=name, purpose=purpose, since=since, until=until)
        write_durably(folder / f"{purpose}-key.pem", key_pem(key), private=True)
        write_durably(folder / f"{purpose}.pem", certificate_pem(made).encode("ascii"))
    write_durably(folder / "hybrid.txt", f"{HybridIdentity.new()}\n".encode("ascii"), private=True)
    write_durably(folder / "x25519.txt", f"{X25519Identity.new()}\n".encode("ascii"), private=True)
    return read_keys(root, serial)


def read_keys(root: Path, serial: int) -> KeyRing:
    """Read the keys that a card names, and every identity up to it."""
    folder = root / f"{serial:04d}"
    older = [root / f"{number:04d}" for number in range(1, serial + 1)]
    try:
        key = load_pem_private_key((folder / "seal-key.pem").read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise BadInputError("the seal key is not P-256", Place(str(folder / "seal-key.pem")))
        return KeyRing(
            folder=folder,
            seal_key=key,
            seal=certificate_from((folder / "seal.pem").read_text("ascii")),
            tls=certificate_from((folder / "tls.pem").read_text("ascii")),
            hybrid=tuple(HybridIdentity.from_text(line) for path in older for line in _lines(path / "hybrid.txt")),
            x25519=tuple(X25519Identity.from_text(line) for path in older for line in _lines(path / "x25519.txt")),
        )
    except (OSError, ValueError) as error:
        raise BadInputError(f"the keys of the node cannot be read: {error}", Place(str(folder))) from None


def _lines(path: Path) -> list[str]:
    """The identities in a file; a card that kept the keys of the one before it has none of its own."""
    return [line for line in path.read_text("ascii").split("\n") if line] if path.exists() else []


def describe(state: str, name: str, node: str) -> bytes:
    """Write node.json, which names the node to whoever looks into its folder."""
    return (json.dumps({"format": FORMAT, "node": node, "state": state, "name": name}, indent=1) + "\n").encode()
