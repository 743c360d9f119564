"""A name that is looked for, with what is known beside it, and a listed name that was found for it."""

from dataclasses import dataclass

from comity.screening.tokens import Name

Found = tuple[float, int]  # how high the score may be, in logits, and the listed name


@dataclass(frozen=True, slots=True)
class Asked:
    """One name of a question: the facts beside it as numbers, and the score in logits that is worth comparing."""

    name: Name
    floor: float
    facts: tuple[int, ...]
