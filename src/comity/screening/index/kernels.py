"""The quick look over arrays: the same estimate as ``quick.py``, written so that numba can compile it.

Words are numbers into tables: the letters of their likely spellings, the sound, the part in the name, the weight. The
lines here are plain Python and run as such too, only slowly; a test compares both ways.
"""

from typing import Any

A = Any  # an array of numbers
NAME, INITIAL_ROLE = 0, 1
MOST_LETTERS = 62
MOST_WORDS = 30


def share(a: A, a0: int, a1: int, b: A, b0: int, b1: int) -> float:
    """The percentage of letters in common in the same order (the indel ratio), of up to 62 letters of each."""
    n, m = min(a1 - a0, MOST_LETTERS), min(b1 - b0, MOST_LETTERS)
    if n + m == 0:
        return 100.0
    whole = (1 << n) - 1
    free = whole  # a bit for each letter on the left that has no counterpart yet (Hyyrö's bit-parallel method)
    for j in range(m):
        same = 0
        for i in range(n):
            if a[a0 + i] == b[b0 + j]:
                same |= 1 << i
        met = free & same
        free = ((free + met) | (free - met)) & whole
    common = n
    while free:
        free &= free - 1
        common -= 1
    distance = n + m - 2 * common
    return (1.0 - distance / (n + m)) * 100.0


def best_share(qa: A, q0: int, q1: int, ql: A, wa: A, w0: int, w1: int, wl: A) -> float:
    """The best percentage over the likely spellings of two words."""
    best = 0.0
    for i in range(q0, q1):
        for j in range(w0, w1):
            found = share(ql, qa[i], qa[i + 1], wl, wa[j], wa[j + 1])
            best = max(best, found)
    return best


def at_most(q: int, w: int, ours: A, theirs: A) -> float:
    """The highest likeness that a word of the question and a listed one can have."""
    ol, oa, of, ot = ours[0], ours[1], ours[2], ours[3]
    tl, ta, tf, tt = theirs[0], theirs[1], theirs[2], theirs[3]
    if ot[q, 0] != NAME or tt[w, 0] != NAME:
        if ot[q, 0] == INITIAL_ROLE or tt[w, 0] == INITIAL_ROLE:
            return 0.8 if ot[q, 3] == tt[w, 3] and ot[q, 3] != 0 else 0.0
        return 1.0 if ot[q, 5] == tt[w, 5] else 0.0
    if ot[q, 2] != 0 and ot[q, 2] == tt[w, 2]:
        return 1.0
    latin = ot[q, 4] == 1 and tt[w, 4] == 1
    found = best_share(oa, of[q], of[q + 1], ol, ta, tf[w], tf[w + 1], tl)
    if found < 50.0:
        return 0.0
    room = 0.08 if latin and ot[q, 1] != tt[w, 1] else 0.25
    return min(1.0, found / 100.0 + room)


def as_one(one: int, two: int, from_: A, single: int, to: A, room: A) -> float:
    """How alike two neighbouring words written as one may be to a single word."""
    letters, ends, first = from_[0], from_[1], from_[2]
    n = 0
    for word in (one, two):
        for k in range(ends[first[word]], ends[first[word] + 1]):
            if n < MOST_LETTERS:
                room[n] = letters[k]
                n += 1
    best = 0.0
    for j in range(to[2][single], to[2][single + 1]):
        best = max(best, share(room, 0, n, to[0], to[1][j], to[1][j + 1]))
    return min(1.0, best / 100.0 + 0.25) if best >= 54.0 else 0.0


def pair(table: A, n: int, m: int, best: A, columns: A) -> None:
    """Give each word its counterpart, the most alike first, each word once."""
    for i in range(n):
        best[i] = 0.0
    for j in range(m):
        columns[j] = 0.0
    while True:
        top, at, to = 0.3, -1, -1
        for i in range(n):
            for j in range(m):
                if best[i] == 0.0 and columns[j] == 0.0 and table[i, j] >= top:
                    top, at, to = table[i, j], i, j
        if at < 0:
            return
        best[at] = columns[to] = top


def join(q: A, n: int, w: A, m: int, ours: A, theirs: A, best: A, columns: A, room: A) -> None:
    """Let neighbouring words of one name stand for one word of the other, where their letters allow it."""
    for j in range(m):
        if columns[j] < 0.85 and theirs[3][w[j], 0] == NAME:
            for i in range(n - 1):
                value = as_one(q[i], q[i + 1], ours, w[j], theirs, room)
                if value > columns[j]:
                    columns[j] = best[i] = best[i + 1] = value
    for i in range(n):
        if best[i] < 0.85 and ours[3][q[i], 0] == NAME:
            for j in range(m - 1):
                value = as_one(w[j], w[j + 1], theirs, q[i], ours, room)
                if value > best[i]:
                    best[i] = columns[j] = columns[j + 1] = value


def script_of_name(words: A, n: int, table: A) -> int:
    """The script of the first word that is a name; -1 where none is."""
    for i in range(n):
        if table[3][words[i], 0] == NAME:
            return int(table[3][words[i], 6])
    return -1


def sums_of(words: A, n: int, table: A, values: A) -> tuple[float, float, float]:
    """The weight of a name, how much of it has a counterpart, and the weight of what has none."""
    total, alike, over = 0.0, 0.0, 0.0
    for i in range(n):
        weight, value = table[4][words[i]], values[i]
        total += weight
        alike += weight * value
        if value < 0.3:
            over += weight
    return total, alike, over


def estimate(q: A, n: int, w: A, m: int, ours: A, theirs: A, company: int, model: A, work: A) -> float:
    """The highest score, in logits, that two names may have."""
    table, best, columns, f, room = work[0], work[1], work[2], work[3], work[4]
    for i in range(n):
        for j in range(m):
            table[i, j] = at_most(q[i], w[j], ours, theirs)
    pair(table, n, m, best, columns)
    if n != m or ours[3][q[0], 4] != 1 or theirs[3][w[0], 4] != 1:
        join(q, n, w, m, ours, theirs, best, columns, room)
    total, alike, over_left = sums_of(q, n, ours, best)
    strong, strong_alike, telling, worst, count, linked = 0.0, 0.0, 0.0, 2.0, 0, 0
    for i in range(n):
        weight, value = ours[4][q[i]], best[i]
        if value >= 0.3:
            linked += 1
            if ours[3][q[i], 0] != INITIAL_ROLE and value != 0.8:
                strong += weight
                strong_alike += weight * value
                telling += weight * value * value
                worst = min(worst, value)
                count += 1
    other_total, other_alike, over_right = sums_of(w, m, theirs, columns)
    left = alike / (total if total != 0.0 else 1.0)
    right = other_alike / (other_total if other_total != 0.0 else 1.0)
    if max(left, right) < 0.5:
        return -20.0
    across = 1 if script_of_name(q, n, ours) != script_of_name(w, m, theirs) else 0
    f[0], f[1] = max(left, right), min(left, right)
    f[2] = worst if count else 0.0
    f[3] = strong_alike / (strong if strong != 0.0 else 1.0)
    f[4], f[5] = min(4.0, telling), float(min(4, count))
    f[6], f[7] = min(2.0, over_left, over_right), min(3.0, abs(over_left - over_right))
    f[8], f[9], f[10] = float(min(2, linked - count)), 0.0, 1.0
    f[11], f[12], f[13], f[14] = float(across), 0.0, 1.0 if min(n, m) <= 1 else 0.0, 0.0
    return scored(2 if company else across, f, model)


def scored(which: int, f: A, model: A) -> float:
    """The score in logits of features, by one of the fitted models."""
    intercepts, starts, at, numbers, first_product, second_product, products = model
    total = intercepts[which]
    for k in range(starts[which], starts[which + 1]):
        value = f[at[k]]
        if value > numbers[k, 0]:
            total += numbers[k, 2] * (min(value, numbers[k, 1]) - numbers[k, 0])
    for k in range(products.shape[1]):
        total += products[which, k] * f[first_product[k]] * f[second_product[k]]
    return float(total)


def bucket_of(keys: A, k: int, most: int, postings: A, directory: A, shift: int) -> tuple[int, int]:
    """Where the postings of a key begin and end; nowhere if there are more than ``most``."""
    first, last = directory[keys[k] >> shift], directory[(keys[k] >> shift) + 1]
    begin = first
    while begin < last and postings[begin] >> 24 < keys[k]:
        begin += 1
    end = begin
    while end < last and postings[end] >> 24 == keys[k]:
        end += 1
        if end - begin > most:
            return 0, 0
    return begin, end


def look(
    asked: A, keys: A, most: A, lists: A, shift: int, ours: A, theirs: A, company: int, floor: float, model: A, work: A
) -> int:
    """The names that may reach the floor, and how high: their number; both are left in the working arrays."""
    postings, directory, spelled, ends = lists
    stamps, found, values = work[5], work[6], work[7]
    stamps[-1] += 1
    count = 0
    for k in range(len(keys)):
        begin, end = bucket_of(keys, k, most[k], postings, directory, shift)
        for p in range(begin, end):
            name = postings[p] & 0xFFFFFF
            if stamps[name] == stamps[-1]:
                continue
            stamps[name] = stamps[-1]
            start = ends[name - 1] if name > 0 else 0
            m = min(ends[name] - start, MOST_WORDS)
            if m == 0 or count == len(found):
                continue
            w = spelled[start : start + m]
            value = estimate(asked, len(asked), w, m, ours, theirs, company, model, work)
            if value >= floor:
                found[count], values[count] = name, value
                count += 1
    return count
