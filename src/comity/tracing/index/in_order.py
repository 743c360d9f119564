"""First in first out and last in first out over the index: stretches of money, each followed to where it rests.

A stretch is a place within a transfer, an amount and a colour. What a transfer carried lies in it in the order in which
it was taken, so that a stretch keeps its place from account to account.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict

from comity.tracing.index.way import Asked, Course, Way

Stretch = tuple[int, int, int]
"""The place within a transfer, the amount, and the colour."""
_NOTHING: list[Stretch] = []


class Oldest:
    """First in first out: the line of an account's money, of which each payment takes the next stretch."""

    def __init__(self, course: Course) -> None:
        self.course, self.way = course, course.way
        self.coming: dict[int, list[Stretch]] = defaultdict(list)
        self.held: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))

    def taken(self, row: int) -> list[Stretch]:
        """The traced stretches that a payment takes, neighbours of one colour joined."""
        found = self.coming.pop(row, _NOTHING)
        return found if len(found) < 2 else _joined(sorted(found))

    def kept(self, account: int, entry: int, stretches: list[Stretch]) -> None:
        """Lay what arrived on the line of an account and let the payments that will take it wait for their turn."""
        entries, rows = self.way.entries, self.course.asked.rows
        paid, at_row, amounts, stop = entries.paid, entries.row, self.way.amount, entries.start[account + 1]
        before = entries.balance[entry] + paid[entry] - amounts[at_row[entry]]
        later = entry + 1
        for place, size, colour in stretches:
            at, left = before + place, size
            while left:
                later = bisect_right(paid, at, later, stop)
                row = at_row[later] if later < stop else rows
                if row >= rows:
                    self.held[account][colour] += left
                    break
                part = min(left, paid[later] - at)
                self.coming[row].append((at - paid[later] + amounts[row], part, colour))
                self.course.wait(row)
                at, left = at + part, left - part

    def resting(self) -> dict[int, dict[int, int]]:
        """What no payment takes, by account and colour."""
        return self.held


class Newest:
    """Last in first out: a stack of money, of which a stretch is taken once the balance falls below its top."""

    def __init__(self, course: Course) -> None:
        self.course, self.way = course, course.way
        self.stacks: dict[int, list[tuple[int, int, int]]] = defaultdict(list)  # from, to, colour; lowest first

    def taken(self, row: int) -> list[Stretch]:
        """The traced stretches above the balance that a payment leaves, the highest first."""
        account = self.way.sender[row]
        stack = self.stacks.get(account)
        if not stack:
            return []
        entry = self.way.entries.at(account, row)
        left = self.way.entries.balance[entry]
        had = left + self.way.amount[row]
        found = []
        while stack and stack[-1][1] > left:
            low, high, colour = stack.pop()
            found.append((had - high, high - max(low, left), colour))
            if low < left:
                stack.append((low, left, colour))
        self._wait(account, entry)
        return found if len(found) < 2 else _joined(found)

    def kept(self, account: int, entry: int, stretches: list[Stretch]) -> None:
        """Put what arrived on the stack of an account."""
        entries = self.way.entries
        before = entries.balance[entry] - self.way.amount[entries.row[entry]]
        self.stacks[account] += ((before + place, before + place + size, c) for place, size, c in stretches)
        self._wait(account, entry)

    def _wait(self, account: int, entry: int) -> None:
        stack, entries = self.stacks[account], self.way.entries
        if stack:
            stop = entries.start[account + 1]
            later = entries.below(stack[-1][1], entry + 1, stop)
            if later < stop:
                self.course.wait(entries.row[later])

    def resting(self) -> dict[int, dict[int, int]]:
        """What still lies on the stacks, by account and colour."""
        held: dict[int, dict[int, int]] = {}
        for account, stack in self.stacks.items():
            sums: dict[int, int] = defaultdict(int)
            for low, high, colour in stack:
                sums[colour] += high - low
            held[account] = sums
        return held


def followed(way: Way, asked: Asked, *, newest: bool, most: int) -> tuple[Course, dict[int, dict[int, int]]] | None:
    """Follow the money in one of the two orders; nothing where it takes more than ``most`` transfers."""
    course = Course(way, asked)
    state = Newest(course) if newest else Oldest(course)
    sender, receiver, colours = way.sender, way.receiver, asked.colour
    for _ in range(most):
        if not course.heap:
            return course, state.resting()
        row = course.next()
        if sender[row] != receiver[row]:
            carried = state.taken(row)
            fresh = _entered(course, row, carried) if row in colours else _NOTHING
            if carried or fresh:
                _arrive(state, course, row, carried, fresh)
    return None


def _entered(course: Course, row: int, carried: list[Stretch]) -> list[Stretch]:
    """The other money of a seeded transfer that enters the trace, as far as the claim reaches."""
    colour = course.asked.colour[row]
    found: list[Stretch] = []
    if not course.cap[colour]:
        return found
    place, end = 0, course.way.amount[row]
    for start, size, _ in [*carried, (end, 0, 0)]:
        part = min(start - place, course.cap[colour])
        if part > 0:
            course.cap[colour] -= part
            found.append((place, part, colour))
        place = start + size
    return found


def _arrive(state: Oldest | Newest, course: Course, row: int, carried: list[Stretch], fresh: list[Stretch]) -> None:
    """Write down what a transfer carries, and give its receiver what does not repay an overdraft."""
    way = course.way
    receiver, entries = way.receiver[row], way.entries
    entry, hole = 0, 0
    if receiver:
        entry = bisect_left(entries.row, row, entries.start[receiver], entries.start[receiver + 1])
        hole = max(0, way.amount[row] - entries.balance[entry])
    if not hole and len(carried) + len(fresh) == 1:  # most transfers
        _, amount, colour = (carried or fresh)[0]
        course.note(row, colour, amount, amount if fresh else 0, 0, outside=receiver == 0)
        if receiver:
            state.kept(receiver, entry, carried or fresh)
        return
    noted: dict[int, list[int]] = {}
    for stretches, entering in ((carried, False), (fresh, True)):
        for place, size, colour in stretches:
            sums = noted.setdefault(colour, [place, 0, 0, 0])
            sums[0] = min(sums[0], place)
            sums[1] += size
            sums[2] += size if entering else 0
            sums[3] += max(0, min(place + size, hole) - place)
    for colour, (_, amount, new, repaid) in sorted(noted.items(), key=lambda item: item[1][0]):
        course.note(row, colour, int(amount), int(new), int(repaid), outside=receiver == 0)
    if receiver:
        whole = sorted(carried + fresh)
        kept = [(max(p, hole), p + size - max(p, hole), c) for p, size, c in whole if p + size > hole]
        if kept:
            state.kept(receiver, entry, _joined(kept))


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    found: list[Stretch] = []
    for place, size, colour in stretches:
        if found and found[-1][2] == colour and found[-1][0] + found[-1][1] == place:
            found[-1] = (found[-1][0], found[-1][1] + size, colour)
        else:
            found.append((place, size, colour))
    return found
