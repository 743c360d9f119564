"""The verifiable oblivious pseudorandom function of RFC 9497 (P256-SHA256): one side has the key, the other the input.

The side with the key learns nothing about the inputs, and proves that it used one and the same key for all of them.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from comity.exchange.matching.p256 import GENERATOR, N, Point, Scalar, added, hash_to_point, hash_to_scalar, point_from
from comity.exchange.refusal import Refusal, RefusedError

_CONTEXT = b"OPRFV1-\x01-P256-SHA256"
_TO_GROUP, _TO_SCALAR = b"HashToGroup-" + _CONTEXT, b"HashToScalar-" + _CONTEXT
MOST = 2**16 - 1


def _sized(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts)


def random_scalar() -> int:
    """Choose a secret number."""
    return secrets.randbelow(N - 3) + 2


def derive_key(seed: bytes, info: bytes) -> Scalar:
    """Grow the holder's key from 32 secret bytes and what it is for."""
    for counter in range(256):
        value = hash_to_scalar(seed + _sized(info) + bytes([counter]), b"DeriveKeyPair" + _CONTEXT)
        if 0 < value < N - 1:
            return Scalar(value)
    raise RefusedError(Refusal.DAMAGED, "no key grows from this seed")


def blind(text: bytes, secret: int) -> Point:
    """Hide an input: what leaves looks like any other point."""
    return Scalar(secret).times(hash_to_point(text, _TO_GROUP))


def evaluate(key: Scalar, text: bytes) -> bytes:
    """Compute the output for an input that the holder of the key knows itself."""
    return _output(text, key.times(hash_to_point(text, _TO_GROUP)))


def finalize(text: bytes, secret: int, evaluated: Point) -> bytes:
    """Take the hiding off again and give the output."""
    return _output(text, Scalar(pow(secret, -1, N)).times(evaluated))


def _output(text: bytes, point: Point) -> bytes:
    return hashlib.sha256(_sized(text, point.encoded()) + b"Finalize").digest()


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof that all points were multiplied by the key behind one public point."""

    challenge: int
    response: int

    def encoded(self) -> bytes:
        """Write the proof in 64 bytes."""
        return self.challenge.to_bytes(32, "big") + self.response.to_bytes(32, "big")

    @classmethod
    def decoded(cls, data: bytes) -> "Proof":
        """Read a proof."""
        challenge, response = int.from_bytes(data[:32], "big"), int.from_bytes(data[32:], "big")
        if len(data) != 64 or challenge >= N or response >= N:
            raise RefusedError(Refusal.DAMAGED, "the proof is not one")
        return cls(challenge, response)


def evaluate_blinded(key: Scalar, blinded: Sequence[Point], chance: int | None = None) -> tuple[list[Point], Proof]:
    """Multiply what the other side hid by the key, and prove it; `chance` is given by test vectors only."""
    if not 0 < len(blinded) <= MOST:
        raise RefusedError(Refusal.LIMIT_EXCEEDED, f"at most {MOST} keys are evaluated at once")
    evaluated = [key.times(point) for point in blinded]
    public = key.times_generator()
    mixed = _mixed(public, blinded, evaluated)[0]
    scaled = key.times(mixed)
    random = chance or random_scalar()
    throw = Scalar(random)
    challenge = _challenge(public, mixed, scaled, throw.times_generator(), throw.times(mixed))
    return evaluated, Proof(challenge, (random - challenge * key.value) % N)


def check_proof(public: Point, blinded: Sequence[Point], evaluated: Sequence[Point], proof: Proof) -> None:
    """Refuse an answer that was not computed with the key behind the public point, the same for every element."""
    if not 0 < len(blinded) == len(evaluated) <= MOST:
        raise RefusedError(Refusal.DAMAGED, "the answer has not as many elements as the question")
    mixed, scaled = _mixed(public, blinded, evaluated)
    second = added(_times(proof.response, GENERATOR), _times(proof.challenge, public))
    third = added(_times(proof.response, mixed), _times(proof.challenge, scaled))
    if _challenge(public, mixed, scaled, second, third) != proof.challenge:
        raise RefusedError(
            Refusal.SIGNATURE_INVALID, "the proof does not hold: another key was used for some of the answer"
        )


def _times(value: int, point: Point) -> Point:
    return Scalar(value).times(point)


def _mixed(public: Point, blinded: Sequence[Point], evaluated: Sequence[Point]) -> tuple[Point, Point]:
    seed = hashlib.sha256(_sized(public.encoded(), b"Seed-" + _CONTEXT)).digest()
    total: Point | None = None
    total_evaluated: Point | None = None
    for number, (one, other) in enumerate(zip(blinded, evaluated, strict=True)):
        transcript = _sized(seed) + number.to_bytes(2, "big") + _sized(one.encoded(), other.encoded()) + b"Composite"
        weight = Scalar(hash_to_scalar(transcript, _TO_SCALAR))
        first, second = weight.times(one), weight.times(other)
        total = added(total, first) if total else first
        total_evaluated = added(total_evaluated, second) if total_evaluated else second
    if total is None or total_evaluated is None:
        raise RefusedError(Refusal.DAMAGED, "there is nothing to prove")
    return total, total_evaluated


def _challenge(*points: Point) -> int:
    return hash_to_scalar(_sized(*(point.encoded() for point in points)) + b"Challenge", _TO_SCALAR)


def points_from(data: bytes) -> list[Point]:
    """Read points that stand one behind the other."""
    if len(data) % 33:
        raise RefusedError(Refusal.DAMAGED, "a list of points is cut off")
    return [point_from(data[start : start + 33]) for start in range(0, len(data), 33)]
