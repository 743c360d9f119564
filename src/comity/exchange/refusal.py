"""Refusals: the closed list of reasons for which a node does not accept what it was given."""

from enum import StrEnum

from comity.common.errors import ComityError


class Refusal(StrEnum):
    """Why something is refused; the code travels in receipts, so that both sides mean the same."""

    DAMAGED = "damaged"
    NOT_CANONICAL = "not_canonical"
    UNKNOWN_FORMAT = "unknown_format"
    UNKNOWN_REQUIREMENT = "unknown_requirement"
    UNKNOWN_SUITE = "unknown_suite"
    NOT_FOR_THIS_KEY = "not_for_this_key"
    WRONG_ADDRESSEE = "wrong_addressee"
    UNTRUSTED_SENDER = "untrusted_sender"
    WRONG_FINGERPRINT = "wrong_fingerprint"
    SIGNATURE_INVALID = "signature_invalid"
    KEY_REVOKED = "key_revoked"
    CARD_EXPIRED = "card_expired"
    DIGEST_MISMATCH = "digest_mismatch"
    LIMIT_EXCEEDED = "limit_exceeded"
    EQUIVOCATION = "equivocation"
    LOG_FORKED = "log_forked"
    NOT_PERMITTED = "not_permitted"
    NO_MANDATE = "no_mandate"
    OUT_OF_SPACE = "out_of_space"
    NOT_IN_FORCE = "not_in_force"
    DISK_FAILED = "disk_failed"


TRY_LATER = frozenset({Refusal.OUT_OF_SPACE, Refusal.NOT_IN_FORCE, Refusal.DISK_FAILED})
"""What says nothing against the thing itself: the same will be taken when this node can again."""


class RefusedError(ComityError):
    """Something was refused, and nothing was kept of it; the command line exits with 3."""

    def __init__(self, code: Refusal, what: str) -> None:
        self.code = code
        self.what = what
        self.receipt: str | None = None  # the sealed rejection, where the sender is known and can be given one
        super().__init__(f"{what} [{code}]")
