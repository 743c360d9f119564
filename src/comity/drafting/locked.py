"""Numbers, names and dates are locked between the language versions of a letter: here the versions are compared."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from comity.drafting.blocks import FieldKind


@dataclass(frozen=True, slots=True, order=True)
class LockedValue:
    """One insertion that may not differ between languages: the field, its kind, and the value as it is kept."""

    field: str
    kind: FieldKind
    canonical: str


@dataclass(frozen=True, slots=True)
class LockedDifference:
    """A value that one version says more often than the other; how often each says it."""

    value: LockedValue
    left: int
    right: int

    def __str__(self) -> str:
        counts = f"{self.left} times in one version, {self.right} in the other"
        return f"{self.value.field}: '{self.value.canonical}' stands {counts}"


def locked_differences(left: Iterable[LockedValue], right: Iterable[LockedValue]) -> list[LockedDifference]:
    """What two language versions of one letter say differently; the order of the insertions is free."""
    one, other = Counter(left), Counter(right)
    return [LockedDifference(v, one[v], other[v]) for v in sorted(one.keys() | other.keys()) if one[v] != other[v]]


_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f']\d+)*")


def digits_in(text: str) -> Counter[str]:
    """The numbers that stand in a free text, without their separators, to compare a text with its translation."""
    return Counter(re.sub(r"\D", "", number) for number in _DIGITS.findall(text))
