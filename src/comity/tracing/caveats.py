"""Caveats: what a reader of a traced figure has to know before relying on it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caveat:
    """One reservation: its ``id`` stays the same between versions, ``where`` names lines or accounts."""

    id: str
    text: str
    where: tuple[str, ...] = ()


def listed(names: list[str], most: int = 12) -> tuple[str, ...]:
    """The first names of a long list, and how many more there are."""
    if len(names) <= most:
        return tuple(names)
    return (*names[:most], f"and {len(names) - most} more")
