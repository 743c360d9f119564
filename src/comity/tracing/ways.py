"""The ways that traced money took, move by move: plain lines over whole numbers, so that a compiler takes them too.

``parts`` is what lies on an account, in three cells a part: its amount, its last step, and where the next part lies (0
ends a row). ``rows`` says where the first part of a row lies, and the last one, by account and colour. ``steps`` is two
cells a step: its transfer, and the step before it (0 for none). ``taken`` is amounts and their steps in turn.
"""

from comity.tracing.integers import looked_up, packed, table, zeros
from comity.tracing.kernels import Array


def ways(newest: int, log: Array, sender: Array, receiver: Array) -> tuple[Array, Array]:
    """The parts at rest (account, colour, amount, where its transfers end), and the transfers of all of them."""
    width = 1
    for entry in range(0, len(log), 5):
        width = max(width, log[entry + 1] + 1)
    rows, parts, steps, taken = (table(-1, 0), table(-1, 0)), zeros(3), zeros(2), zeros(0)
    for entry in range(0, len(log), 5):
        row, colour, amount, fresh, absorbed = (
            log[entry],
            log[entry + 1],
            log[entry + 2],
            log[entry + 3],
            log[entry + 4],
        )
        taken.clear()
        if fresh > 0:
            further(row, 0, fresh, steps, taken)
        if amount > fresh:
            drawn(sender[row] * width + colour, row, amount - fresh, rows, parts, steps, taken)
        if receiver[row] > 0:
            lain(newest, receiver[row] * width + colour, absorbed, rows, parts, taken)
    return told(newest, width, rows, parts, steps)


def further(row: int, before: int, amount: int, steps: Array, taken: Array) -> None:
    """An amount goes one step further."""
    taken.append(amount)
    taken.append(len(steps))
    steps.append(row)
    steps.append(before)


def drawn(key: int, row: int, need: int, rows: Array, parts: Array, steps: Array, taken: Array) -> None:
    """The parts that a move takes, from the one that leaves next."""
    firsts, _ = rows
    part = looked_up(firsts, key)
    while need > 0 and part > 0:
        had = min(need, parts[part])
        further(row, parts[part + 1], had, steps, taken)
        parts[part] -= had
        need -= had
        if parts[part] == 0:
            part = parts[part + 2]
    firsts[key] = part


def lain(newest: int, key: int, absorbed: int, rows: Array, parts: Array, taken: Array) -> None:
    """What arrived lies on the receiver's account; what repaid an overdraft is gone, of what came first."""
    firsts, lasts = rows
    for cell in range(0, len(taken), 2):
        gone = min(absorbed, taken[cell])
        absorbed -= gone
        if taken[cell] > gone:
            part, first = len(parts), looked_up(firsts, key)
            parts.append(taken[cell] - gone)
            parts.append(taken[cell + 1])
            parts.append(first if newest == 1 else 0)
            if newest == 1 or first == 0:
                firsts[key] = part
            else:
                parts[lasts[key] + 2] = part
            lasts[key] = part


def told(newest: int, width: int, rows: Array, parts: Array, steps: Array) -> tuple[Array, Array]:
    """Every part at rest, account by account and colour by colour, what came first before what came last."""
    firsts, _ = rows
    keys, found, passed, order = zeros(0), zeros(0), zeros(0), zeros(0)
    for key in firsts:
        if firsts[key] > 0:
            keys.append(key)
    keys.sort()
    for key in keys:
        order.clear()
        part = firsts[key]
        while part > 0:
            order.append(part)
            part = parts[part + 2]
        for place in range(len(order)):
            part = order[len(order) - 1 - place] if newest == 1 else order[place]
            traced(parts[part + 1], steps, passed)
            found.append(key // width)
            found.append(key % width)
            found.append(parts[part])
            found.append(len(passed))
    return packed(found), packed(passed)


def traced(step: int, steps: Array, passed: Array) -> None:
    """The transfers from the source to a step."""
    first = len(passed)
    while step > 0:
        passed.append(steps[step])
        step = steps[step + 1]
    last = len(passed) - 1
    while first < last:
        passed[first], passed[last] = passed[last], passed[first]
        first, last = first + 1, last - 1
