"""Passwords are kept as Argon2id hashes, computed by the library that also signs packages."""

from typing import Any

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.contrib.auth.hashers import BasePasswordHasher, must_update_salt


class Argon2idHasher(BasePasswordHasher):
    """Argon2id with the second recommended setting of RFC 9106 (64 MiB, three passes, four lanes)."""

    algorithm = "argon2id"
    lanes = 4
    iterations = 3
    memory_cost = 64 * 1024

    def encode(self, password: str, salt: str) -> str:
        """Hash a password."""
        made = Argon2id(
            salt=salt.encode(), length=32, iterations=self.iterations, lanes=self.lanes, memory_cost=self.memory_cost
        )
        return f"{self.algorithm}{made.derive_phc_encoded(password.encode())}"

    def verify(self, password: str, encoded: str) -> bool:
        """Whether this is the password."""
        try:
            Argon2id.verify_phc_encoded(password.encode(), encoded.removeprefix(self.algorithm))
        except InvalidKey:
            return False
        return True

    def decode(self, encoded: str) -> dict[str, Any]:
        """The parts of a hash."""
        _, kind, version, settings, salt, hashed = encoded.split("$")
        return {
            "algorithm": self.algorithm,
            "kind": kind,
            "version": version,
            "settings": settings,
            "salt": salt,
            "hash": hashed,
        }

    def safe_summary(self, encoded: str) -> Any:  # noqa: ANN401 - as Django declares it
        """What may be shown of a hash."""
        return {"algorithm": self.algorithm, "settings": self.decode(encoded)["settings"]}

    def must_update(self, encoded: str) -> bool:
        """Whether a hash was made with other settings than today's."""
        wanted = f"m={self.memory_cost},t={self.iterations},p={self.lanes}"
        decoded = self.decode(encoded)
        return decoded["settings"] != wanted or must_update_salt(decoded["salt"], self.salt_entropy)

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing to add: an older hash was not cheaper."""
