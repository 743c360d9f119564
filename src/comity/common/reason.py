"""Reasons: every answer carries the tree of what led to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from comity.common.source import Source


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation: a sentence, the rule and article it rests on, the facts it used, what supports it.

    ``facts`` are pairs of fact key and the value that was used; ``children`` are the reasons beneath this one.
    """

    text: str
    rule: str = ""
    article: str = ""
    source: Source | None = None
    facts: tuple[tuple[str, str], ...] = ()
    children: tuple["Reason", ...] = ()

    def lines(self, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Tell the tree from the outermost sentence inwards, each with its depth; the text names its source."""
        tail = f" [{self.source}]" if self.source else ""
        yield depth, f"{self.text}{tail}"
        for child in self.children:
            yield from child.lines(depth + 1)
