"""Rules that hold amounts without order, over the index: only payments that move traced money are looked at.

What a transfer does is what the full scan does with it, by the same functions; the balances come from the index.
"""

from bisect import bisect_right
from heapq import heappop

from comity.tracing.index.waiting import at, begun, below, place_of, purse_of, rested, wait
from comity.tracing.integers import looked_up, packed, zeros
from comity.tracing.kernels import Array, deposit, enter, keep, leave, withdraw

CLEAN_FIRST = 1
"""The number of the rule under which a claim shrinks only where the balance falls below it."""


def amounts(rule: int, columns: Array, seeds: Array, cap: Array, most: int) -> tuple[bool, Array, Array, Array]:
    """Follow the money; whether ``most`` transfers were enough, the log, the sums by colour, and what rests."""
    sender, receiver, amount, balance = columns[0], columns[1], columns[2], columns[5]
    width, left = len(cap), [0 + limit for limit in cap]
    (heap, due), seeded = begun(columns, seeds)
    queue, purse, here = (heap, due), purse_of(width), zeros(1)
    slots, held, _ = purse
    out, rest, arrived = zeros(width), zeros(width), zeros(width)
    totals, flow, log = zeros(3 * width), zeros(4), zeros(0)
    while len(heap) > 0 and most > 0:
        most -= 1
        row = heappop(heap)
        entry, colour = due[row], looked_up(seeded, row)
        payer, payee, size = sender[row], receiver[row], amount[row]
        while len(log) < 5 * (flow[0] + width):
            log.append(0)
        place = looked_up(slots, payer)
        while len(here) < len(slots) + 1:
            here.append(0)
        if place > 0 and held[place * width] > 0:
            entry = at(columns, payer, row) if entry < 0 else entry
            here[place] = balance[entry] + size
            withdraw(rule, place, size, width - 1, here, held, out, rest, arrived)
            wait_on(rule, payer, entry, held[place * width], columns, queue)
        else:
            withdraw(rule, 0, size, width - 1, here, held, out, rest, arrived)
        fresh = enter(colour, left, totals, out)
        if out[0] == size:
            continue
        if payee == 0:
            leave(row, width - 1, colour, fresh, totals, flow, log, out)
            continue
        entry, place = at(columns, payee, row), place_of(payee, purse)
        here[place] = balance[entry] - size
        deposit(rule, place, size, width - 1, here, held, out, rest, arrived)
        keep(row, width - 1, colour, fresh, totals, flow, log, out, arrived)
        wait_on(rule, payee, entry, held[place * width], columns, queue)
    return len(heap) == 0, packed(log[: 5 * flow[0]]), totals, rested(columns, purse)


def wait_on(rule: int, account: int, entry: int, traced: int, columns: Array, queue: Array) -> None:
    """Let the next payment that moves traced money of an account wait for its turn."""
    if traced > 0:
        stop = columns[3][account + 1]
        if rule == CLEAN_FIRST:
            later = below(columns[7], traced, entry + 1, stop)
        else:
            later = bisect_right(columns[6], columns[6][entry], entry + 1, stop)
        wait(later, stop, columns, queue)
