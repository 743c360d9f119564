"""First in first out and last in first out over the index: stretches of money, each followed to where it rests.

A stretch is a place within a transfer, an amount and a colour. What a transfer carried lies in it in the order in which
it was taken, so that a stretch keeps its place from account to account.

``store`` is chains and pieces: four cells a piece, the last of which says where the next of its chain lies (0: none).
Under first in first out a chain is what a transfer will carry: place, amount, colour. Under last in first out it is the
stack of an account, from its top: from which height, to which, colour. ``found`` is what a transfer carries, in the
order of places: place, amount, colour, and 1 where it enters the trace here.
"""

from bisect import bisect_right
from heapq import heappop

from comity.tracing.index.waiting import at, begun, below, place_of, purse_of, rested, wait
from comity.tracing.integers import looked_up, packed, table, zeros
from comity.tracing.kernels import Array, note


def stretches(newest: int, columns: Array, seeds: Array, cap: Array, most: int) -> tuple[bool, Array, Array, Array]:
    """Follow the money; whether ``most`` transfers were enough, the log, the sums by colour, and what rests."""
    width, left = len(cap), [0 + limit for limit in cap]
    (heap, due), seeded = begun(columns, seeds)
    queue, purse = (heap, due), purse_of(width)
    store, found = (table(-1, 0), zeros(4)), zeros(0)
    totals, flow, log = zeros(3 * width), zeros(4), zeros(0)
    while len(heap) > 0 and most > 0:
        most -= 1
        row = heappop(heap)
        entry = due[row]
        found.clear()
        if newest == 1:
            unstacked(row, entry, columns, queue, store, found)
        else:
            gathered(row, store, found)
        if row in seeded:
            entered(columns[2][row], seeded[row], left, found)
        if len(found) > 0:
            while len(log) < 5 * (flow[0] + width):
                log.append(0)
            carried(newest, row, columns, queue, store, found, purse, totals, flow, log)
    if newest == 1:
        stacked(store, purse)
    return len(heap) == 0, packed(log[: 5 * flow[0]]), totals, rested(columns, purse)


def add(found: Array, place: int, size: int, colour: int, fresh: int) -> None:
    """Put a stretch among those that a transfer carries, in the order of places."""
    for _ in range(4):
        found.append(0)
    cell = len(found) - 4
    while cell > 0 and found[cell - 4] > place:
        for part in range(4):
            found[cell + part] = found[cell + part - 4]
        cell -= 4
    found[cell] = place
    found[cell + 1] = size
    found[cell + 2] = colour
    found[cell + 3] = fresh


def chain(store: Array, key: int, first: int, second: int, colour: int) -> None:
    """Put a piece at the head of a chain."""
    chains, pieces = store
    before = looked_up(chains, key)
    chains[key] = len(pieces)
    pieces.append(first)
    pieces.append(second)
    pieces.append(colour)
    pieces.append(before)


def gathered(row: int, store: Array, found: Array) -> None:
    """First in first out: the stretches that wait for a payment, in the order of their places."""
    chains, pieces = store
    piece = looked_up(chains, row)
    while piece > 0:
        add(found, pieces[piece], pieces[piece + 1], pieces[piece + 2], 0)
        piece = pieces[piece + 3]


def unstacked(row: int, entry: int, columns: Array, queue: Array, store: Array, found: Array) -> None:
    """Last in first out: the stretches above the balance that a payment leaves, the highest first."""
    account, (chains, pieces) = columns[0][row], store
    piece = looked_up(chains, account)
    if piece == 0:
        return
    entry = at(columns, account, row) if entry < 0 else entry
    left = columns[5][entry]
    had = left + columns[2][row]
    while piece > 0 and pieces[piece + 1] > left:
        low, high = pieces[piece], pieces[piece + 1]
        add(found, had - high, high - max(low, left), pieces[piece + 2], 0)
        if low < left:
            pieces[piece + 1] = left
            break
        piece = pieces[piece + 3]
    chains[account] = piece
    watched(account, entry, columns, queue, store)


def watched(account: int, entry: int, columns: Array, queue: Array, store: Array) -> None:
    """Let the payment that brings the balance below the top of an account's stack wait for its turn."""
    chains, pieces = store
    piece = looked_up(chains, account)
    if piece > 0:
        stop = columns[3][account + 1]
        wait(below(columns[7], pieces[piece + 1], entry + 1, stop), stop, columns, queue)


def entered(amount: int, colour: int, cap: Array, found: Array) -> None:
    """The other money of a seeded transfer enters the trace, as far as the claim reaches."""
    place, before = 0, len(found)
    starts, sizes = found[0:before:4], found[1:before:4]
    for piece in range(len(starts) + 1):
        start = starts[piece] if piece < len(starts) else amount
        part = min(start - place, cap[colour])
        if part > 0:
            cap[colour] -= part
            add(found, place, part, colour, 1)
        if piece < len(starts):
            place = start + sizes[piece]


def carried(
    newest: int, row: int, columns: Array, queue: Array, store: Array, found: Array, purse: Array, totals: Array,
    flow: Array, log: Array,
) -> None:  # fmt: skip
    """Write down what a transfer carries, and give its receiver what does not repay an overdraft."""
    to, hole, entry = columns[1][row], 0, 0
    if to > 0:
        entry = at(columns, to, row)
        hole = max(0, columns[2][row] - columns[5][entry])
    for cell in range(0, len(found), 4):
        place, size, colour, fresh = found[cell], found[cell + 1], found[cell + 2], found[cell + 3]
        repaid = max(0, min(place + size, hole) - place)
        totals[colour * 3] += size if fresh == 1 else 0
        totals[colour * 3 + 1] += size if to == 0 else 0
        totals[colour * 3 + 2] += repaid
        note(row, colour, size, size if fresh == 1 else 0, repaid, flow, log)
    if to > 0:
        laid(newest, to, entry, hole, columns, queue, store, found, purse)
        if newest == 1:
            watched(to, entry, columns, queue, store)


def laid(
    newest: int, to: int, entry: int, hole: int, columns: Array, queue: Array, store: Array, found: Array, purse: Array
) -> None:
    """Lay what arrived on the receiver's line or stack; neighbouring stretches of one colour are one."""
    before = columns[5][entry] - columns[2][columns[4][entry]]
    line = before + columns[6][entry]
    cell = 0
    while cell < len(found):
        first, end, colour = found[cell], found[cell] + found[cell + 1], found[cell + 2]
        cell += 4
        while cell < len(found) and found[cell + 2] == colour and found[cell] == end:
            end += found[cell + 1]
            cell += 4
        first = max(first, hole)
        if end > first and newest == 1:
            chain(store, to, before + first, before + end, colour)
        elif end > first:
            awaited(to, entry, line + first, end - first, colour, columns, queue, store, purse)


def awaited(
    account: int, entry: int, place: int, left: int, colour: int, columns: Array, queue: Array, store: Array,
    purse: Array,
) -> None:  # fmt: skip
    """First in first out: let the payments that will take a stretch of an account's line wait for their turn."""
    _, _, amount, start, at_row, _, paid, _, rows = columns
    _, held, width = purse
    stop, later = start[account + 1], entry + 1
    while left > 0:
        later = bisect_right(paid, place, later, stop)
        if later == stop or at_row[later] >= rows:
            held[place_of(account, purse) * width + colour] += left
            return
        row, end = at_row[later], paid[later]
        part = min(left, end - place)
        chain(store, row, place - end + amount[row], part, colour)
        wait(later, stop, columns, queue)
        place += part
        left -= part


def stacked(store: Array, purse: Array) -> None:
    """Last in first out: what lies on the stacks at the end."""
    (chains, pieces), (_, held, width) = store, purse
    for account in chains:
        piece = chains[account]
        while piece > 0:
            low, high, colour = pieces[piece], pieces[piece + 1], pieces[piece + 2]
            held[place_of(account, purse) * width + colour] += high - low
            piece = pieces[piece + 3]
