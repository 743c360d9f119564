"""What a life cycle is: a table of steps that the pages, the API, the documentation and the other node all read."""

from collections.abc import Iterator
from dataclasses import dataclass

from comity.common.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Step:
    """One row: in this state this action leads to that state.

    ``guard`` names the conditions that must hold first (``GUARDS``), ``clock`` the kind of time limit that starts to
    run (the law room knows its length), ``event`` what the log then says. ``to`` is "same" where the state stays.
    """

    action: str
    state: str
    to: str
    event: str
    guard: str = ""
    clock: str = ""


SAME = "same"


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """A life cycle: its states in order (the first is where everything begins) and its steps."""

    name: str
    states: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def first(self) -> str:
        """The state in which everything begins."""
        return self.states[0]

    def open_to(self, state: str) -> tuple[Step, ...]:
        """The steps that can be taken in a state, in the order of the table."""
        return tuple(step for step in self.steps if step.state == state)

    def step(self, state: str, action: str) -> Step:
        """The step an action takes in a state; an action that is not open there is bad input."""
        found = next((step for step in self.open_to(state) if step.action == action), None)
        if found is None:
            known = ", ".join(step.action for step in self.open_to(state)) or "none"
            raise BadInputError(f"'{action}' is not possible while the state is '{state}' (possible: {known})")
        return found

    def clock_events(self) -> dict[str, tuple[str, ...]]:
        """Which events start which clocks."""
        started: dict[str, list[str]] = {}
        for step in self.steps:
            if step.clock and step.event not in started.setdefault(step.clock, []):
                started[step.clock].append(step.event)
        return {clock: tuple(events) for clock, events in started.items()}


def rows(action: str, states: str, to: str, event: str = "", guard: str = "", clock: str = "") -> Iterator[Step]:
    """One line of a table: the same action out of several states (parted by blanks)."""
    for state in states.split():
        yield Step(action, state, state if to == SAME else to, event or action, guard, clock)
