"""Where traced money enters a ledger."""

from dataclasses import dataclass

from comity.tracing.columns import Column

WITHOUT_LIMIT = 2**62


@dataclass(frozen=True, slots=True)
class Seeds:
    """Where traced money enters: the colour of each transfer (0 for none), the limit of each colour, its name."""

    colour: Column
    cap: tuple[int, ...]
    names: tuple[str, ...]
    rows: int

    @property
    def colours(self) -> int:
        """How many claims are followed at once."""
        return len(self.names) - 1
