"""Looking an index through for many names at once, over arrays, written so that numba can compile it.

First every name that shares a key is looked at by its letters (``look``), then those that may still reach the threshold
by how alike their words really are (``look_closer``). Pairs of words come back all the time, so both remember them.
"""

from typing import Any

from comity.screening.index.facts import beside
from comity.screening.index.kernels import LIKELY, MOST_WORDS, SINGLE, at_most, estimate, join, pair, recalled
from comity.screening.index.key_kernels import NAME_BITS, keys_of

A = Any  # an array of numbers
NAME_MASK = (1 << NAME_BITS) - 1
STRONG_POSTINGS = 4_000
WEAK_POSTINGS = 300
LOWEST = 0.3
NOT_KNOWN = -2.0
_MANY = 32


def bucket_of(key: int, most: int, postings: A, directory: A, shift: int) -> tuple[int, int]:
    """Where the postings of a key begin and end; nowhere if there are more than ``most``."""
    first, last = directory[key >> shift], directory[(key >> shift) + 1]
    begin = place_of(key, first, last, postings)
    end = begin
    if last - begin > _MANY:
        end = place_of(key + 1, begin, last, postings)
    else:
        while end < last and postings[end] >> NAME_BITS == key:
            end += 1
    return (begin, end) if end - begin <= most else (0, 0)


def place_of(key: int, first: int, last: int, postings: A) -> int:
    """The first posting of a key or of a higher one."""
    while first < last:
        middle = (first + last) >> 1
        if postings[middle] >> NAME_BITS < key:
            first = middle + 1
        else:
            last = middle
    return first


def looks_like(q: int, w: int, ours: A, theirs: A, masks: A, memo: A) -> float:
    """How alike two words may be at most, by their letters; what was found out lately is remembered."""
    slots, values = memo
    left, right = int(q), int(w)
    both = left << 32 | right
    place = (left * 0x9E3779B1 + right * 0x85EBCA77) & (len(slots) - 1)
    if slots[place] != both:
        values[place] = at_most(q, w, ours, theirs, masks)
        slots[place] = both
    return float(values[place])


def estimated(
    q: A, n: int, w: A, m: int, company: int, ours: A, theirs: A, model: A, work: A, memo: A, known: A
) -> float:
    """How high two names may score by the letters of their words."""
    table, room, masks = work[0], work[1], work[2]
    for i in range(n):
        for j in range(m):
            table[i, j] = looks_like(q[i], w[j], ours, theirs, masks, memo)
    pair(table, n, m)
    join(q, n, w, m, ours, theirs, table, room, masks, 0, known, 0)
    return estimate(q, n, ours[3], ours[4], w, m, theirs[3], theirs[4], company, model, table)


def meet(
    k: int,
    key: int,
    most: int,
    count: int,
    asked: A,
    ours: A,
    theirs: A,
    lists: A,
    shift: int,
    model: A,
    work: A,
    memo: A,
    known: A,
) -> int:
    """Add the listed names with a key that may reach the floor of a question; how many there are then."""
    words, ends, companies, floors, facts, fact_ends, _ = asked
    postings, directory, spelled, spelled_ends, owners, their_facts, their_ends, gone = lists
    stamps, found, values, gains = work[3], work[6], work[7], work[8]
    begin, end = bucket_of(key, most, postings, directory, shift)
    q = words[ends[k] : ends[k + 1]]
    for p in range(begin, end):
        name, owner = postings[p] & NAME_MASK, owners[postings[p] & NAME_MASK]
        if stamps[name] == stamps[-1] or gone[owner] != 0 or count == len(values):
            continue
        stamps[name] = stamps[-1]
        known_from = their_ends[owner - 1] if owner > 0 else 0
        gain = beside(facts, fact_ends[k], fact_ends[k + 1], their_facts, known_from, their_ends[owner])
        start = spelled_ends[name - 1] if name > 0 else 0
        m = min(spelled_ends[name] - start, MOST_WORDS)
        if m == 0 or gain + LIKELY < floors[k]:
            continue
        value = estimated(
            q, len(q), spelled[start : start + m], m, companies[k], ours, theirs, model, work, memo, known
        )
        if value + gain >= floors[k]:
            found[count, 0], found[count, 1] = k, name
            values[count], gains[count] = value, gain
            count += 1
    return count


def look(
    asked: A, first: int, ours: A, theirs: A, lists: A, shift: int, model: A, work: A, memo: A, known: A
) -> tuple[int, int]:
    """The listed names that may reach the floor of a question, for as many questions as there is room for.

    Returns how many were found and the question to go on with.
    """
    words, ends, companies, _, facts, fact_ends, codes = asked
    stamps, keys, chosen, values = work[3], work[4], work[5], work[7]
    count = 0
    for k in range(first, len(companies)):
        q = words[ends[k] : ends[k + 1]]
        if len(q) == 0:
            continue
        strong, many = keys_of(q, len(q), codes, companies[k], facts, fact_ends[k], fact_ends[k + 1], 1, chosen, keys)
        stamps[-1] += 1
        before = count
        for at in range(many):
            most = STRONG_POSTINGS if at < strong else WEAK_POSTINGS
            count = meet(k, keys[at], most, count, asked, ours, theirs, lists, shift, model, work, memo, known)
        if count == len(values) and before > 0:  # no room for all of this question: it is asked again
            return before, k
    return count, len(companies)


def look_closer(count: int, asked: A, ours: A, theirs: A, lists: A, model: A, work: A, memo: A, known: A) -> int:
    """Score the names found once more by how alike their words are; how many comparisons of words are wanted."""
    words, ends, companies = asked[0], asked[1], asked[2]
    table, room, masks, found, values = work[0], work[1], work[2], work[6], work[7]
    spelled, spelled_ends = lists[2], lists[3]
    wanted = 0
    for at in range(count):
        if values[at] != NOT_KNOWN:
            continue
        k, name = found[at, 0], found[at, 1]
        q = words[ends[k] : ends[k + 1]]
        start = spelled_ends[name - 1] if name > 0 else 0
        m = min(spelled_ends[name] - start, MOST_WORDS)
        w = spelled[start : start + m]
        before = wanted
        for i in range(len(q)):
            for j in range(m):
                value = looks_like(q[i], w[j], ours, theirs, masks, memo)
                if value >= LOWEST:
                    value, wanted = recalled(SINGLE, q[i], q[i], w[j], known, wanted)
                table[i, j] = value if value >= LOWEST else 0.0
        if wanted > before:
            continue
        pair(table, len(q), m)
        wanted = join(q, len(q), w, m, ours, theirs, table, room, masks, 1, known, wanted)
        if wanted == before:
            values[at] = estimate(q, len(q), ours[3], ours[4], w, m, theirs[3], theirs[4], companies[k], model, table)
    return min(wanted, len(known[2]))
