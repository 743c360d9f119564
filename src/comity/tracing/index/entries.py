"""The entries of every account in booking order, with the balance and the sum of all payments after each.

In-order rules need nothing else. The money of an account is a line: what came in lies on it in order, and under first
in first out each payment takes the next stretch of it, so that ``paid`` says by binary search which payment took which
stretch. Under last in first out it lies in a stack, and under other-money-first the claim shrinks only where the
balance falls below it: both ask where a balance first falls below a height, which ``lows`` answers in a few steps.
None of it depends on the money that is asked about.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.tracing.index.waiting import FAN, below


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of all accounts, account by account; those of account a are ``start[a]`` to ``start[a + 1]``.

    ``row`` is the transfer of an entry, ``balance`` and ``paid`` are those after it; ``lows[0]`` is ``balance``, every
    further level the lowest of each ``FAN`` of the level before. The outside world has no entries.
    """

    start: Sequence[int]
    row: Sequence[int]
    balance: Sequence[int]
    paid: Sequence[int]
    lows: tuple[Sequence[int], ...]

    def at(self, account: int, row: int) -> int:
        """The entry of an account for a transfer that it takes part in."""
        return bisect_left(self.row, row, self.start[account], self.start[account + 1])

    def stop(self, account: int, rows: int) -> int:
        """The first entry of an account that is not among the first ``rows`` transfers."""
        return bisect_left(self.row, rows, self.start[account], self.start[account + 1])

    def balance_at(self, account: int, rows: int) -> int:
        """What an account holds after the first ``rows`` transfers."""
        last = self.stop(account, rows)
        return int(self.balance[last - 1]) if last > self.start[account] else 0

    def covering(self, place: int, first: int, stop: int) -> int:
        """The entry, from ``first`` on, of the payment that takes the unit at a place of the account's line."""
        return bisect_right(self.paid, place, first, stop)

    def below(self, height: int, first: int, stop: int) -> int:
        """The first entry, from ``first`` on, after which the balance is lower than a height; ``stop`` if none is."""
        return below(self.lows, height, first, stop)

    def rested(self, height: int, first: int, last: int) -> int:
        """The last entry before ``last``, from ``first`` on, after which the balance was no higher; else before."""
        lows, entry = self.lows, last
        while entry > first:
            level, size = 0, 1
            while level + 1 < len(lows) and entry % (size * FAN) == 0 and entry - size * FAN >= first:
                if lows[level + 1][entry // (size * FAN) - 1] <= height:
                    break
                level, size = level + 1, size * FAN
            if level == 0 and lows[0][entry - 1] <= height:
                return entry - 1
            entry -= size
        return first - 1


def counted(sender: Any, receiver: Any, start: Any) -> None:  # noqa: ANN401 - lists or arrays, plain or compiled
    """Count the entries of every account, and sum the counts up to where each account starts."""
    for row in range(len(sender)):
        if sender[row] != receiver[row]:
            start[sender[row] + 1] += 1
            start[receiver[row] + 1] += 1
    start[1] = 0  # the outside world
    for account in range(2, len(start)):
        start[account] += start[account - 1]


def laid(sender: Any, receiver: Any, amount: Any, here: Any, now: Any, out: Any) -> None:  # noqa: ANN401
    """Write every entry; ``here`` begins as the starts, ``now`` as nothing held and nothing paid by each account."""
    entry_row, entry_balance, entry_paid = out
    for row in range(len(sender)):
        s, r, a = sender[row], receiver[row], amount[row]
        if s != r:
            now[2 * s] -= a
            now[2 * s + 1] += a
            now[2 * r] += a
            if s > 0:
                entry_row[here[s]] = row
                entry_balance[here[s]] = now[2 * s]
                entry_paid[here[s]] = now[2 * s + 1]
                here[s] += 1
            if r > 0:
                entry_row[here[r]] = row
                entry_balance[here[r]] = now[2 * r]
                entry_paid[here[r]] = now[2 * r + 1]
                here[r] += 1


def lowest(values: Any, out: Any, fan: int) -> None:  # noqa: ANN401
    """The lowest of each ``fan`` neighbours."""
    for cell in range(len(out)):
        least = values[cell * fan]
        for entry in range(cell * fan + 1, min((cell + 1) * fan, len(values))):
            least = min(least, values[entry])
        out[cell] = least
