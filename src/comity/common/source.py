"""Sources: every value of law carries a reference, the date the source speaks for, and the day somebody checked it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement of law comes from.

    ``as_of`` is the date the source itself speaks for, in the source's own precision (it may be empty);
    ``checked`` is the day (YYYY-MM-DD) the value was last compared with the source; ``grade`` is A (official text
    read, or two sources that agree), B (one good source) or C (weak).
    """

    title: str
    as_of: str = ""
    checked: str = ""
    grade: str = ""

    def __str__(self) -> str:
        marks = [f"as of {self.as_of}" if self.as_of else "", f"checked {self.checked}" if self.checked else ""]
        tail = ", ".join(m for m in marks if m)
        return f"{self.title} ({tail})" if tail else self.title
