"""Rules that hold amounts without order, over the index: only payments that move traced money are looked at."""

from collections import defaultdict

from comity.tracing.index.way import Asked, Course, Way
from comity.tracing.kernels import draw

CLEAN_FIRST = 1
"""The number of the rule under which a claim shrinks only where the balance falls below it."""


def traced_of(rule: int, amount: int, clean: int, traced: int) -> int:
    """What a rule takes of one colour, as ``draw`` says it for many: 0 in proportion, 1 other money first, 2 last."""
    if rule:
        return max(amount - clean, 0) if rule == CLEAN_FIRST else min(amount, traced)
    whole = clean + traced
    if not (amount and whole):
        return 0
    part, rest = divmod(amount * traced, whole)
    return part + (2 * rest > whole)


class Amounts:
    """What each account holds of each colour; cell 0 is all that is traced."""

    def __init__(self, course: Course, rule: int) -> None:
        self.course, self.way, self.rule = course, course.way, rule
        self.colours = len(course.cap) - 1
        self.held: dict[int, list[int]] = defaultdict(lambda: [0] * (self.colours + 1))
        self.out, self.rest = [0] * (self.colours + 1), [0] * (self.colours + 1)

    def move(self, row: int) -> None:
        """Take one transfer from its sender and give it to its receiver, as the full scan does."""
        amount, colour = int(self.way.amount[row]), self.course.asked.colour.get(row, 0)
        carried = self._taken(row, amount)
        fresh = min(carried[0], self.course.cap[colour]) if colour else 0
        self.course.cap[colour] -= fresh
        carried[0] -= fresh
        carried[colour] += fresh
        if any(carried[1:]):
            self._given(row, amount, carried, colour, fresh)

    def _taken(self, row: int, amount: int) -> list[int]:
        account = self.way.sender[row]
        held = self.held.get(account) if account else None
        if held is None or not held[0]:
            return [amount, *[0] * self.colours]
        entry = self.way.entries.at(account, row)
        had = int(self.way.entries.balance[entry]) + amount
        self._draw(min(amount, max(had, 0)), [had - held[0], *held[1:]])
        carried = [amount - sum(self.out[1:]), *self.out[1:]]
        self._change(held, carried, -1)
        self._wait(account, entry)
        return carried

    def _given(self, row: int, amount: int, carried: list[int], colour: int, fresh: int) -> None:
        account = self.way.receiver[row]
        entry = self.way.entries.at(account, row) if account else 0
        before = int(self.way.entries.balance[entry]) - amount if account else 0
        if before < 0:
            self._draw(min(amount, -before), carried)
        for c in range(1, self.colours + 1):
            if carried[c]:
                new, repaid = fresh if c == colour else 0, self.out[c] if before < 0 else 0
                self.course.note(row, c, carried[c], new, repaid, outside=account == 0)
        if account:
            held = self.held[account]
            self._change(held, carried, 1)
            if before < 0:
                self._change(held, self.out, -1)
            self._wait(account, entry)

    def _draw(self, amount: int, held: list[int]) -> None:
        draw(self.rule, amount, held, self.colours, self.out, self.rest)

    def _change(self, held: list[int], by: list[int], sign: int) -> None:
        for c in range(1, self.colours + 1):
            held[c] += sign * by[c]
        held[0] += sign * sum(by[1:])

    def _wait(self, account: int, entry: int) -> None:
        wait_on(self.course, self.rule, account, entry, self.held[account][0])

    def resting(self) -> dict[int, dict[int, int]]:
        """What each account still holds, by colour."""
        return {account: dict(enumerate(cells[1:], 1)) for account, cells in self.held.items()}


class OneClaim:
    """The same for a single claim, of which an account needs one number: most questions are of this kind."""

    def __init__(self, course: Course, rule: int) -> None:
        self.course, self.way, self.rule = course, course.way, rule
        self.held: dict[int, int] = {}

    def move(self, row: int) -> None:
        """Take one transfer from its sender and give it to its receiver, as the full scan does."""
        way, course, held = self.way, self.course, self.held
        sender, receiver, amount, entries = way.sender[row], way.receiver[row], way.amount[row], way.entries
        traced, fresh = 0, 0
        had = held.get(sender, 0)
        if had:
            entry = entries.at(sender, row)
            balance = entries.balance[entry] + amount
            traced = traced_of(self.rule, min(amount, max(balance, 0)), balance - had, had)
            held[sender] = had - traced
            wait_on(course, self.rule, sender, entry, had - traced)
        if row in course.asked.colour:
            fresh = min(amount - traced, course.cap[1])
            course.cap[1] -= fresh
            traced += fresh
        if traced:
            self._given(row, receiver, amount, traced, fresh)

    def _given(self, row: int, receiver: int, amount: int, traced: int, fresh: int) -> None:
        if not receiver:
            self.course.note(row, 1, traced, fresh, 0, outside=True)
            return
        entries = self.way.entries
        entry = entries.at(receiver, row)
        before = entries.balance[entry] - amount
        repaid = traced_of(self.rule, min(amount, -before), amount - traced, traced) if before < 0 else 0
        self.course.note(row, 1, traced, fresh, repaid, outside=False)
        held = self.held[receiver] = self.held.get(receiver, 0) + traced - repaid
        wait_on(self.course, self.rule, receiver, entry, held)

    def resting(self) -> dict[int, dict[int, int]]:
        """What each account still holds, by colour."""
        return {account: {1: held} for account, held in self.held.items()}


def wait_on(course: Course, rule: int, account: int, entry: int, traced: int) -> None:
    """Let the next payment that moves traced money of an account wait for its turn."""
    if traced:
        entries = course.way.entries
        stop = entries.start[account + 1]
        if rule == CLEAN_FIRST:
            later = entries.below(traced, entry + 1, stop)
        else:
            later = entries.covering(entries.paid[entry], entry + 1, stop)
        if later < stop:
            course.wait(entries.row[later])


def followed(way: Way, asked: Asked, *, rule: int, most: int) -> tuple[Course, dict[int, dict[int, int]]] | None:
    """Follow the money under a rule of amounts; nothing where it takes more than ``most`` transfers."""
    course = Course(way, asked)
    state = OneClaim(course, rule) if len(asked.cap) == 2 else Amounts(course, rule)
    for _ in range(most):
        if not course.heap:
            return course, state.resting()
        row = int(course.next())
        if way.sender[row] != way.receiver[row]:
            state.move(row)
    return None
