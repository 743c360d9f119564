"""Looking an index through for many names at once, over arrays, written so that numba can compile it.

First every name that shares a key is looked at by its letters (``look``), then those that may still reach the threshold
by how alike their words really are (``look_closer``), which is remembered: pairs of words come back all the time.
"""

from typing import Any

from comity.screening.index.facts import beside
from comity.screening.index.kernels import LIKELY, MOST_WORDS, SINGLE, estimate, join, look_at_words, pair, recalled
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


def estimated(q: A, n: int, w: A, m: int, company: int, ours: A, theirs: A, model: A, work: A, known: A) -> float:
    """How high two names may score by the letters of their words."""
    table, room, masks = work[0], work[1], work[2]
    look_at_words(q, n, w, m, ours, theirs, table, masks)
    pair(table, n, m)
    join(q, n, w, m, ours, theirs, table, room, masks, 0, known, 0)
    return estimate(q, n, ours[3], ours[4], w, m, theirs[3], theirs[4], company, model, table)


def gather(keys: A, at: int, strong: int, many: int, lists: A, shift: int, stamps: A, met: A) -> tuple[int, int]:
    """Collect the listed names that have one of the keys, each once, as many as there is room for.

    Returns how many they are and the key to go on with. What the loops below only look at is fetched meanwhile, so that
    they wait for the memory once and not for each number.
    """
    postings, directory = lists[0], lists[1]
    fetched = 0
    for place in range(at, many):
        fetched ^= postings[min(directory[keys[place] >> shift], len(postings) - 1)]
    met[-1] = fetched & 1
    count = 0
    for place in range(at, many):
        most = STRONG_POSTINGS if place < strong else WEAK_POSTINGS
        begin, end = bucket_of(keys[place], most, postings, directory, shift)
        if count + end - begin >= len(met):
            return count, place
        for p in range(begin, end):
            name = postings[p] & NAME_MASK
            if stamps[name] != stamps[-1]:
                stamps[name] = stamps[-1]
                met[count] = name
                count += 1
    return count, many


def weigh_facts(k: int, count: int, asked: A, lists: A, met: A, gained: A) -> int:
    """Keep of the names collected those that what is known beside them leaves a chance; how many."""
    floor, facts, fact_ends = asked[3][k], asked[4], asked[5]
    spelled_ends, owners, their_facts, their_ends, gone = lists[3], lists[4], lists[5], lists[6], lists[7]
    fetched = 0
    for i in range(count):
        fetched ^= spelled_ends[met[i]] ^ their_ends[owners[met[i]]]
    for i in range(count):
        owner = owners[met[i]]
        fetched ^= their_facts[their_ends[owner] - 1] ^ gone[owner]
    met[-1] = fetched & 1
    kept = 0
    for i in range(count):
        name = met[i]
        owner = owners[name]
        known_from = their_ends[owner - 1] if owner > 0 else 0
        start = spelled_ends[name - 1] if name > 0 else 0
        if gone[owner] == 0 and spelled_ends[name] > start:
            gain = beside(facts, fact_ends[k], fact_ends[k + 1], their_facts, known_from, their_ends[owner])
            if gain + LIKELY >= floor:
                met[kept] = name
                gained[kept] = gain
                kept += 1
    return kept


def fetch_words(count: int, lists: A, theirs: A, met: A) -> None:
    """Fetch what is needed of the words of the names kept."""
    spelled, spelled_ends, first, traits, outlines = lists[2], lists[3], theirs[2], theirs[3], theirs[5]
    fetched = 0
    for i in range(count):
        fetched ^= spelled[spelled_ends[met[i]] - 1]
    for i in range(count):
        for place in range(spelled_ends[met[i] - 1] if met[i] > 0 else 0, spelled_ends[met[i]]):
            fetched ^= traits[spelled[place], 0] ^ outlines[first[spelled[place]]]
    met[-1] = fetched & 1


def look(
    asked: A, first: int, ours: A, theirs: A, lists: A, shift: int, model: A, work: A, known: A
) -> tuple[int, int]:
    """The listed names that may reach the floor of a question, for as many questions as there is room for.

    Returns how many were found and the question to go on with.
    """
    words, ends, companies, floors, facts, fact_ends, codes = asked
    spelled, spelled_ends = lists[2], lists[3]
    stamps, keys, chosen, found, values, gains, met, gained = work[3:]
    count = 0
    for k in range(first, len(companies)):
        q = words[ends[k] : ends[k + 1]]
        if len(q) == 0:
            continue
        strong, many = keys_of(q, len(q), codes, companies[k], facts, fact_ends[k], fact_ends[k + 1], 1, chosen, keys)
        stamps[-1] += 1
        before, at = count, 0
        while at < many and count < len(values):
            kept, at = gather(keys, at, strong, many, lists, shift, stamps, met)
            kept = weigh_facts(k, kept, asked, lists, met, gained)
            fetch_words(kept, lists, theirs, met)
            for i in range(kept):
                name = met[i]
                start = spelled_ends[name - 1] if name > 0 else 0
                w = spelled[start : min(spelled_ends[name], start + MOST_WORDS)]
                value = estimated(q, len(q), w, len(w), companies[k], ours, theirs, model, work, known)
                if value + gained[i] >= floors[k] and count < len(values):
                    found[count, 0], found[count, 1] = k, name
                    values[count], gains[count] = value, gained[i]
                    count += 1
        if count == len(values) and before > 0:  # no room for all of this question: it is asked again
            return before, k
    return count, len(companies)


def look_closer(count: int, asked: A, ours: A, theirs: A, lists: A, model: A, work: A, known: A) -> int:
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
        look_at_words(q, len(q), w, m, ours, theirs, table, masks)
        for i in range(len(q)):
            for j in range(m):
                value = table[i, j]
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
