"""The ways of counting who is behind a company, and what an inquiry asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

QUARTER = Fraction(1, 4)


class OwnershipRule(StrEnum):
    """A way of counting who is behind a company."""

    DIRECT = "direct"
    MULTIPLIED = "multiplied"
    CONTROL = "control"
    DOMINANCE = "dominance"
    AMLR = "amlr"
    OFAC = "ofac"


EXPLANATIONS = {
    OwnershipRule.DIRECT: "What the owner holds itself, nominees looked through.",
    OwnershipRule.MULTIPLIED: "Shares multiplied along each chain and added over all chains, rings included.",
    OwnershipRule.CONTROL: "More than half of the votes, with those of entities already controlled in the same way.",
    OwnershipRule.DOMINANCE: "What the owner and entities it dominates by more than half hold together, in full.",
    OwnershipRule.AMLR: (
        "Regulation (EU) 2024/1624: art. 52 an ownership interest of 25 percent or more, chains multiplied and "
        "added; art. 53 control; art. 54 control at one level with an interest at another."
    ),
    OwnershipRule.OFAC: "Half or more at every step, the stake of such an entity counted in full (50 percent rule).",
}


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Which rules are asked, from which share on an interest counts, and who is known to be a person or company."""

    rules: Sequence[OwnershipRule] = tuple(OwnershipRule)
    threshold: Fraction = QUARTER
    kinds: dict[str, str] = field(default_factory=dict)
