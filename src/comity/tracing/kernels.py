"""The rules themselves, one transfer after another over whole numbers: the same lines run as Python and compiled.

Nothing here but integers, indexing and loops, so that a compiler takes it as it is and a reader can follow it. Every
function advances from row ``start`` to row ``stop`` and returns the row it stopped at, earlier where the log or the
pool of lots is full; the caller enlarges it and calls again.

``columns`` are sender, receiver, amount and seed (the colour that enters with a transfer, 0 for none). ``flow``
counts: 0 entries in the log, 1 the first free lot, 2 the row of the newest log entry plus one, 3 the first log entry
of that row. ``totals`` holds three cells per colour (0 is other money): seeded, gone outside, gone into an overdraft.
A transfer from an account to itself changes nothing.
"""

from typing import Any

Array = Any
"""A list, an array or a numpy array of whole numbers."""


def proportion(amount: int, part: int, whole: int) -> tuple[int, int]:
    """Quotient and remainder of amount x part / whole without overflow; 0 <= part <= whole < 2**62."""
    if amount == 0 or part == 0:
        return 0, 0
    if amount <= 2147483647 and part <= 2147483647:
        return amount * part // whole, amount * part % whole
    quotient = 0
    remainder = 0
    bit = 1
    while bit <= amount // 2:
        bit *= 2
    while bit > 0:
        quotient *= 2
        remainder *= 2
        if remainder >= whole:
            remainder -= whole
            quotient += 1
        if amount & bit:
            remainder += part
            if remainder >= whole:
                remainder -= whole
                quotient += 1
        bit //= 2
    return quotient, remainder


def apportion(amount: int, weights: Array, whole: int, colours: int, out: Array, rest: Array) -> None:
    """Split an amount over weights 0..colours that add up to ``whole``, by largest remainders; ties go to the lower."""
    given = 0
    for c in range(colours + 1):
        out[c], rest[c] = proportion(amount, weights[c], whole)
        given += out[c]
    while given < amount:
        best = 0
        for c in range(1, colours + 1):
            if rest[c] > rest[best]:
                best = c
        out[best] += 1
        rest[best] = -1
        given += 1


def draw(rule: int, amount: int, held: Array, colours: int, out: Array, rest: Array) -> None:
    """What a rule takes from money held by colour: 0 in proportion, 1 other money first, 2 traced money first."""
    whole = 0
    for c in range(colours + 1):
        whole += held[c]
        out[c] = 0
    if amount == 0:
        return
    if rule == 0:
        apportion(amount, held, whole, colours, out, rest)
        return
    clean = held[0]
    tainted = whole - clean
    own = min(amount, clean) if rule == 1 else amount - min(amount, tainted)
    if amount > own:
        held[0] = 0
        apportion(amount - own, held, tainted, colours, out, rest)
        held[0] = clean
    out[0] = own


def note(row: int, colour: int, amount: int, fresh: int, absorbed: int, flow: Array, log: Array) -> None:
    """Write a traced move down, joined with what the same transfer moved of the same colour before."""
    if flow[2] != row + 1:
        flow[2] = row + 1
        flow[3] = flow[0]
    entry = flow[3]
    while entry < flow[0] and log[entry * 5 + 1] != colour:
        entry += 1
    if entry == flow[0]:
        flow[0] += 1
        log[entry * 5] = row
        log[entry * 5 + 1] = colour
        log[entry * 5 + 2] = 0
        log[entry * 5 + 3] = 0
        log[entry * 5 + 4] = 0
    log[entry * 5 + 2] += amount
    log[entry * 5 + 3] += fresh
    log[entry * 5 + 4] += absorbed


def mixed(start: int, stop: int, rule: int, colours: int, columns: Array, state: Array, log: Array, room: int) -> int:
    """Proportional, other-money-first and traced-money-first: an account is amounts by colour, without order.

    ``state`` is cap, balance, held (colours + 1 cells per account, cell 0 all that is traced), totals, flow, scratch
    and marks. Transfers of accounts without traced money, which are most, only change balances; ``marks`` is one byte
    per account that says which have some, so that a fast memory holds what every transfer asks.
    """
    sender, receiver, amount, seed = columns
    cap, balance, held, totals, flow, work, marks = state
    width = colours + 1
    out, rest, here = work[:width], work[width : 2 * width], work[2 * width : 3 * width]
    row = start
    while row < stop:
        s, r = sender[row], receiver[row]
        if s != r:
            if seed[row] == 0 and marks[s] == 0:
                balance[s] -= amount[row]
                balance[r] += amount[row]
            elif flow[0] + width > room:
                return row
            else:
                withdraw(rule, s, amount[row], colours, balance, held, out, rest, here)
                fresh = enter(seed[row], cap, totals, out)
                if r == 0:
                    leave(row, colours, seed[row], fresh, totals, flow, log, out)
                else:
                    deposit(rule, r, amount[row], colours, balance, held, out, rest, here)
                    keep(row, colours, seed[row], fresh, totals, flow, log, out, here)
                    marks[r] = 1 if held[r * width] > 0 else 0
                marks[s] = 1 if held[s * width] > 0 else 0
        row += 1
    return row


def withdraw(
    rule: int,
    account: int,
    amount: int,
    colours: int,
    balance: Array,
    held: Array,
    out: Array,
    rest: Array,
    here: Array,
) -> None:
    """Take an amount from an account into ``out`` by colour; what it lacks is other money."""
    base = account * (colours + 1)
    for c in range(colours + 1):
        out[c] = 0
        here[c] = held[base + c]
    covered = min(amount, max(balance[account], 0))
    if account > 0 and here[0] > 0:
        here[0] = balance[account] - here[0]
        draw(rule, covered, here, colours, out, rest)
    taken = 0
    for c in range(1, colours + 1):
        held[base + c] -= out[c]
        taken += out[c]
    held[base] -= taken
    balance[account] -= amount
    out[0] = amount - taken


def enter(colour: int, cap: Array, totals: Array, out: Array) -> int:
    """Let other money that moves enter the trace, as far as the claim reaches; returns how much."""
    if colour == 0:
        return 0
    fresh: int = min(out[0], cap[colour])
    cap[colour] -= fresh
    totals[colour * 3] += fresh
    out[0] -= fresh
    out[colour] += fresh
    return fresh


def deposit(
    rule: int,
    account: int,
    amount: int,
    colours: int,
    balance: Array,
    held: Array,
    out: Array,
    rest: Array,
    here: Array,
) -> None:
    """Add ``out`` to an account; ``here`` becomes what arrived and ``out`` what of it filled an overdraft."""
    base = account * (colours + 1)
    hole = min(amount, max(-balance[account], 0))
    balance[account] += amount
    for c in range(colours + 1):
        here[c] = out[c]
    draw(rule, hole, here, colours, out, rest)
    for c in range(1, colours + 1):
        held[base + c] += here[c] - out[c]
        held[base] += here[c] - out[c]


def keep(
    row: int, colours: int, colour: int, fresh: int, totals: Array, flow: Array, log: Array, out: Array, here: Array
) -> None:
    """Note what arrived of each colour and what of it repaid an overdraft."""
    for c in range(1, colours + 1):
        if here[c] > 0:
            totals[c * 3 + 2] += out[c]
            note(row, c, here[c], fresh if c == colour else 0, out[c], flow, log)


def leave(row: int, colours: int, colour: int, fresh: int, totals: Array, flow: Array, log: Array, out: Array) -> None:
    """Note what of each colour goes to the outside world."""
    for c in range(1, colours + 1):
        if out[c] > 0:
            totals[c * 3 + 1] += out[c]
            note(row, c, out[c], fresh if c == colour else 0, 0, flow, log)


def lots(
    start: int, stop: int, newest: int, colours: int, columns: Array, state: Array, pool: Array, log: Array, room: int
) -> int:
    """First in first out, or last in first out (``newest`` = 1): an account is a row of lots in the order they came.

    ``state`` is cap, balance, head, tail, totals, flow and marks (1 where an account has lots). ``pool`` is the lots:
    amount, colour, next; ``next`` chains those of an account from the one that leaves next, and from ``flow[1]`` those
    that are free (-1 ends a chain). Neighbouring lots of one colour are one lot; an account whose money is all other
    money needs none.
    """
    sender, receiver, amount, seed = columns
    _, balance, head, _, _, flow, marks = state
    lot_next = pool[2]
    row = start
    while row < stop:
        s, r = sender[row], receiver[row]
        if s != r:
            if seed[row] == 0 and marks[s] == 0 and marks[r] == 0:
                balance[s] -= amount[row]
                balance[r] += amount[row]
            else:
                if flow[0] + colours + 1 > room or scarce(flow[1], lot_next):
                    return row
                move(row, s, r, amount[row], seed[row], newest, state, pool, log)
                marks[s] = 0 if head[s] < 0 else 1
                marks[r] = 0 if head[r] < 0 else 1
        row += 1
    return row


def scarce(free: int, lot_next: Array) -> bool:
    """Whether fewer free lots are left than one transfer may need."""
    for _ in range(5):
        if free < 0:
            return True
        free = lot_next[free]
    return False


def move(row: int, s: int, r: int, left: int, colour: int, newest: int, state: Array, pool: Array, log: Array) -> None:
    """Take one transfer from its sender lot by lot and give it to its receiver."""
    cap, balance, head, tail, totals, flow, _ = state
    for account in (s, r):
        if account > 0 and head[account] < 0 and balance[account] > 0:
            put(account, balance[account], 0, newest, head, tail, pool, flow)
    while left > 0:
        entering = cap[colour] if colour > 0 else 0
        piece, c = take(s, left, entering, balance, head, tail, pool, flow)
        left -= piece
        fresh = 0
        if c == 0 and entering > 0:
            fresh = piece
            cap[colour] -= piece
            totals[colour * 3] += piece
            c = colour
        hole = min(piece, max(-balance[r], 0)) if r > 0 else 0
        if c > 0:
            totals[c * 3 + 1 if r == 0 else c * 3 + 2] += piece if r == 0 else hole
            note(row, c, piece, fresh, hole, flow, log)
        if r > 0:
            balance[r] += piece
            if piece > hole:
                put(r, piece - hole, c, newest, head, tail, pool, flow)
    for account in (s, r):
        settle(account, head, tail, pool, flow)


def settle(account: int, head: Array, tail: Array, pool: Array, flow: Array) -> None:
    """An account that holds a single lot of other money needs no lot."""
    lot = head[account]
    if account > 0 and lot >= 0 and pool[1][lot] == 0 and pool[2][lot] < 0:
        head[account] = -1
        tail[account] = -1
        pool[2][lot] = flow[1]
        flow[1] = lot


def take(
    account: int, most: int, entering: int, balance: Array, head: Array, tail: Array, pool: Array, flow: Array
) -> tuple[int, int]:
    """Take from the lot that leaves next, at most ``most``; of other money at most what may still enter the trace."""
    lot_amount, lot_colour, lot_next = pool
    if account == 0 or head[account] < 0:
        piece = min(most, entering) if entering > 0 else most
        if account > 0:
            balance[account] -= piece
        return piece, 0
    lot = head[account]
    colour = lot_colour[lot]
    piece = min(most, lot_amount[lot])
    if colour == 0 and entering > 0:
        piece = min(piece, entering)
    balance[account] -= piece
    lot_amount[lot] -= piece
    if lot_amount[lot] == 0:
        head[account] = lot_next[lot]
        if head[account] < 0:
            tail[account] = -1
        lot_next[lot] = flow[1]
        flow[1] = lot
    return piece, colour


def put(
    account: int, amount: int, colour: int, newest: int, head: Array, tail: Array, pool: Array, flow: Array
) -> None:
    """Add money to an account: on top where the newest leaves first, otherwise at the end."""
    lot_amount, lot_colour, lot_next = pool
    end = head[account] if newest == 1 else tail[account]
    if end >= 0 and lot_colour[end] == colour:
        lot_amount[end] += amount
        return
    lot = flow[1]
    flow[1] = lot_next[lot]
    lot_amount[lot] = amount
    lot_colour[lot] = colour
    if newest == 1:
        lot_next[lot] = head[account]
        head[account] = lot
        if tail[account] < 0:
            tail[account] = lot
        return
    lot_next[lot] = -1
    if end >= 0:
        lot_next[end] = lot
    else:
        head[account] = lot
    tail[account] = lot


def touch(start: int, stop: int, colours: int, columns: Array, state: Array, log: Array, room: int) -> int:
    """Poison: whoever receives from a touched account is touched for good, whatever the amount.

    ``state`` is cap, balance, held (1 where touched), totals, flow and marks (1 where any colour has touched). Only
    the transfer that first touches an account is noted; of one colour the marks tell without a look at ``held``.
    """
    sender, receiver, amount, seed = columns
    cap, balance, held, totals, flow, marks = state
    width = colours + 1
    row = start
    while row < stop:
        s, r = sender[row], receiver[row]
        if s != r:
            a = amount[row]
            hot = a > 0 and (marks[s] > 0 or seed[row] > 0)
            if hot and (width > 2 or seed[row] > 0 or (marks[r] == 0 and (r > 0 or held[1] == 0))):
                if flow[0] + width > room:
                    return row
                spread(row, s, r, a, seed[row], width, cap, held, totals, flow, log)
                marks[r] = 1 if r > 0 else 0
            balance[s] -= a
            balance[r] += a
        row += 1
    return row


def spread(
    row: int, s: int, r: int, a: int, colour: int, width: int, cap: Array, held: Array, totals: Array,
    flow: Array, log: Array,
) -> None:  # fmt: skip
    """Touch the receiver with what the sender is touched with and with what enters here."""
    fresh = min(a, cap[colour]) if colour > 0 else 0
    if fresh > 0:
        cap[colour] -= fresh
        totals[colour * 3] += fresh
    for c in range(1, width):
        if (c == colour and fresh > 0) or (s > 0 and held[s * width + c] > 0):
            if held[r * width + c] == 0:
                note(row, c, a, 0, 0, flow, log)
            held[r * width + c] = 1


def overdrawn(stop: int, columns: Array, balance: Array, paid: Array, found: Array) -> None:
    """Mark accounts that go below nothing with the row plus one, as a loss where it is their first payment."""
    sender, receiver, amount, _ = columns
    for row in range(stop):
        s, r, a = sender[row], receiver[row], amount[row]
        balance[s] -= a
        if balance[s] < 0 and s > 0 and found[s] == 0 and s != r:
            found[s] = row + 1 if paid[s] == 1 else -row - 1
        paid[s] = 1
        balance[r] += a
