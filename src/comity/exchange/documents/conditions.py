"""Use conditions: what the sender allows to be done with what it sends, bound to single fields and files."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from comity.exchange.documents.fields import Fields
from comity.exchange.refusal import Refusal, RefusedError


class Use(StrEnum):
    """What somebody wants to do with what was received."""

    EXECUTION = "execution"
    COURT = "court"
    OTHER_PROCEEDINGS = "other_proceedings"
    OTHER_STATE = "other_state"
    DEFENCE = "defence"
    INTELLIGENCE = "intelligence"
    PUBLICATION = "publication"


class Limit(StrEnum):
    """How a condition limits a use."""

    FORBIDDEN = "forbidden"
    CONSENT = "needs_consent"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: which uses it limits, how, where and until when, in the sender's own sentence.

    ``applies_to`` is a file's path, a JSON pointer into the request, or * for all of the package.
    """

    applies_to: str
    uses: tuple[Use, ...]
    limit: Limit
    text: str
    until: dt.date | None = None

    def as_data(self) -> dict[str, Any]:
        """Give the fields as the package carries them."""
        return {
            "applies_to": self.applies_to,
            "uses": [str(use) for use in self.uses],
            "limit": str(self.limit),
            "text": self.text,
            "until": self.until.isoformat() if self.until else None,
        }

    def binds(self, what: str, use: Use, on: dt.date) -> bool:
        """Whether the condition limits this use of a file or field on a day; one on a whole binds its parts."""
        above = self.applies_to in {"*", what} or what.startswith(self.applies_to.rstrip("/") + "/")
        return above and use in self.uses and (self.until is None or on <= self.until)


def conditions_from(items: Iterable[Fields]) -> tuple[Condition, ...]:
    """Read the conditions of a package; one that is not understood is refused, because it would be broken unseen."""
    return tuple(_condition(fields) for fields in items)


def _condition(fields: Fields) -> Condition:
    try:
        uses = tuple(Use(text) for text in fields.texts("uses", len(Use), 40))
        limit = Limit(fields.text("limit", 40))
    except ValueError:
        raise RefusedError(Refusal.UNKNOWN_REQUIREMENT, "a use condition is of a kind not known here") from None
    return Condition(fields.text("applies_to", 400), uses, limit, fields.text("text", 2000), fields.date("until"))


def hindrances(
    conditions: Sequence[Condition], what: str, use: Use, on: dt.date, consents: Iterable[str] = ()
) -> list[Condition]:
    """Give the conditions against a use; the consent of the sender, by the digest of its package, lifts one kind."""
    consented = any(consents)
    binding = (condition for condition in conditions if condition.binds(what, use, on))
    return [condition for condition in binding if condition.limit is Limit.FORBIDDEN or not consented]
