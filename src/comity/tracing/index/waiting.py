"""The transfers that a question still has to look at, and what rests at its end: shared by both kinds of rules.

Like the rules themselves these are plain lines over whole numbers, lists and dictionaries, so that a compiler takes
them as they are: in a process that has loaded it they run as machine code.

``columns`` are sender, receiver and amount of every transfer; start, transfer, balance and paid of the entries (see
``entries``); the lowest balances level by level; and how many transfers the question reaches. ``queue`` is the heap of
transfers that wait, and the entry of the payer that each was found by, so that nobody looks for it twice. ``purse`` is
what rests: where the amounts of an account lie, the amounts by colour, and how many colours there are.
"""

from bisect import bisect_left
from heapq import heappush
from typing import Any

from comity.tracing.integers import table, zeros
from comity.tracing.kernels import Array

FAN = 16
"""So many balances have one lowest balance in the level above them."""
SEEDED = -1
"""In the place of a payer's entry: the transfer waits because traced money begins with it."""


def begun(columns: Array, seeds: Array) -> Any:  # noqa: ANN401
    """The seeded transfers as the first that wait, and their colours; one from an account to itself moves nothing."""
    sender, receiver, rows = columns[0], columns[1], columns[8]
    heap, due, seeded = zeros(0), table(-1, SEEDED), table(-1, 0)
    for place in range(len(seeds[0])):
        row = seeds[0][place]
        if row < rows and sender[row] != receiver[row]:
            heappush(heap, row)
            due[row] = SEEDED
            seeded[row] = seeds[1][place]
    return (heap, due), seeded


def wait(entry: int, stop: int, columns: Array, queue: Array) -> None:
    """Look at the transfer of a payer's entry when its turn comes."""
    heap, due = queue
    if entry < stop:
        row = 0 + columns[4][entry]  # the nought makes a compiler take the wide kind of whole numbers
        if row < columns[8] and row not in due:
            due[row] = entry
            heappush(heap, row)


def at(columns: Array, account: int, row: int) -> int:
    """The entry of an account for a transfer that it takes part in."""
    start = columns[3]
    return bisect_left(columns[4], row, start[account], start[account + 1])


def below(lows: Array, height: int, first: int, stop: int) -> int:
    """The first entry, from ``first`` on, after which the balance is lower than a height; ``stop`` if none is."""
    entry, balance = first, lows[0]
    while entry < stop and (entry % FAN != 0 or entry + FAN > stop):
        if balance[entry] < height:
            return entry
        entry += 1
    while entry < stop:
        level, size = 0, 1
        while level + 1 < len(lows) and entry % (size * FAN) == 0 and entry + size * FAN <= stop:
            if lows[level + 1][entry // (size * FAN)] < height:
                break
            level, size = level + 1, size * FAN
        if level == 0 and balance[entry] < height:
            return entry
        entry += size
    return stop


def purse_of(width: int) -> Any:  # noqa: ANN401
    """What rests, at the beginning: nothing, outside."""
    return table(0, 0), zeros(width), width


def place_of(account: int, purse: Array) -> int:
    """The number of an account among those that hold something; room is made where it is a new one."""
    slots, held, width = purse
    if account not in slots:
        slots[account] = len(slots)
        for _ in range(width):
            held.append(0)
    found: int = slots[account]
    return found


def rested(columns: Array, purse: Array) -> Array:
    """What rests: account, the rest of its balance, the amount of every colour, and so on for the next account."""
    start, at_row, balance, rows = columns[3], columns[4], columns[5], columns[8]
    slots, held, width = purse
    found = zeros(0)
    for account in slots:
        base = slots[account] * width
        traced = 0
        for c in range(1, width):
            traced += held[base + c]
        if account > 0 and traced > 0:
            last = bisect_left(at_row, rows, start[account], start[account + 1])
            found.append(account)
            found.append(max(balance[last - 1], 0) - traced)
            for c in range(1, width):
                found.append(held[base + c])
    return found
