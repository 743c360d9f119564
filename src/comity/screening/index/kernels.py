"""How alike two names may be, over arrays: the same estimate as ``quick.py``, written so that numba can compile it.

The lines are plain Python and run as such too, only slowly; a test compares both ways. A table of words is six arrays:
the letters of all spellings, where each spelling ends, which spelling is a word's first, the traits, the weights, and
the outline of each spelling: its length above, and below it a bit for each letter that it holds.
"""

from typing import Any

A = Any  # an array of numbers
NAME, INITIAL_ROLE, PARTICLE_ROLE = 0, 1, 3
MOST_LETTERS, LETTERS = 62, 127
MOST_WORDS = 30
BEST, COLUMNS, FEATURES = MOST_WORDS, MOST_WORDS + 1, MOST_WORDS + 2  # rows of the working table below the words
SINGLE, OURS_JOINED, THEIRS_JOINED = 0, 1, 2  # what a comparison of words compares
LIKELY = 9.0  # no two names score higher, in logits
HOPELESS, JOINED = 50.0, 54.0  # words that share fewer letters of a hundred are not alike, written as one or not
SET_BITS, LETTER_BITS = 32, 31  # of an outline: bits for letters, and which bits of a letter choose its own
_SET = (1 << SET_BITS) - 1
_ALMOST = 1e-9


def share(a: A, a0: int, a1: int, b: A, b0: int, b1: int, masks: A) -> float:
    """The percentage of letters in common in the same order (the indel ratio), of up to 62 letters of each."""
    n, m = min(a1 - a0, MOST_LETTERS), min(b1 - b0, MOST_LETTERS)
    if n + m == 0:
        return 100.0
    for i in range(n):
        if a[a0 + i] <= LETTERS:
            masks[a[a0 + i]] |= 1 << i
    whole = (1 << n) - 1
    free = whole  # a bit for each letter on the left that has no counterpart yet (Hyyrö's bit-parallel method)
    for j in range(m):
        letter = b[b0 + j]
        same = masks[letter] if letter <= LETTERS else exactly(a, a0, n, letter)
        met = free & same
        free = ((free + met) | (free - met)) & whole
    for i in range(n):
        masks[a[a0 + i] & LETTERS] = 0
    common = n
    while free:
        free &= free - 1
        common -= 1
    distance = n + m - 2 * common
    return (1.0 - distance / (n + m)) * 100.0


def exactly(a: A, a0: int, n: int, letter: int) -> int:
    """Where a letter beyond the plain ones stands."""
    same = 0
    for i in range(n):
        if a[a0 + i] == letter:
            same |= 1 << i
    return same


def most_common(one: int, other: int) -> int:
    """How many letters two spellings can have in common at most, by their outlines."""
    ours, theirs = one & _SET, other & _SET
    only_ours, only_theirs = ours & ~theirs, theirs & ~ours
    left, right = one >> SET_BITS, other >> SET_BITS
    while only_ours:
        only_ours &= only_ours - 1
        left -= 1
    while only_theirs:
        only_theirs &= only_theirs - 1
        right -= 1
    return min(left, right)


def can_be_alike(one: int, other: int, least: float) -> bool:
    """Whether two spellings may share so many letters of a hundred, by their outlines alone."""
    both = (one >> SET_BITS) + (other >> SET_BITS)
    return 200.0 * most_common(one, other) + _ALMOST >= least * both


def look_at_words(q: A, n: int, w: A, m: int, ours: A, theirs: A, table: A, masks: A) -> None:
    """The highest likeness that each word of the question and each of a listed name can have, into the table."""
    letters, ends, first, traits, outlines = ours[0], ours[1], ours[2], ours[3], ours[5]
    their_letters, their_ends, their_first, theirs_are, their_outlines = (
        theirs[0],
        theirs[1],
        theirs[2],
        theirs[3],
        theirs[5],
    )
    for i in range(n):
        one = q[i]
        for j in range(m):
            other = w[j]
            if traits[one, 0] != NAME or theirs_are[other, 0] != NAME:
                table[i, j] = of_short(traits[one], theirs_are[other])
                continue
            if traits[one, 2] != 0 and traits[one, 2] == theirs_are[other, 2]:
                table[i, j] = 1.0
                continue
            best = 0.0
            for s in range(first[one], first[one + 1]):
                for t in range(their_first[other], their_first[other + 1]):
                    if can_be_alike(outlines[s], their_outlines[t], HOPELESS):
                        found = share(
                            letters, ends[s], ends[s + 1], their_letters, their_ends[t], their_ends[t + 1], masks
                        )
                        best = max(best, found)
            latin = traits[one, 4] == 1 and theirs_are[other, 4] == 1
            room = 0.08 if latin and traits[one, 1] != theirs_are[other, 1] else 0.25
            table[i, j] = min(1.0, best / 100.0 + room) if best >= HOPELESS else 0.0


def of_short(one: A, other: A) -> float:
    """How alike an initial, a particle or a number may be to another word, by their traits."""
    if one[0] == INITIAL_ROLE or other[0] == INITIAL_ROLE:
        return 0.8 if one[3] == other[3] and one[3] != 0 else 0.0
    return 1.0 if one[5] == other[5] else 0.0


def as_one(one: int, two: int, from_: A, single: int, to: A, least: float, room: A, masks: A) -> float:
    """How alike two neighbouring words written as one may be to a single word; nothing where no more than ``least``."""
    outlines, first = from_[5], from_[2]
    both = as_one_outline(outlines[first[one]], outlines[first[two]])
    wanted = max(JOINED, (least - 0.25) * 100.0)
    best, n = 0.0, -1
    for j in range(to[2][single], to[2][single + 1]):
        if both == 0 or can_be_alike(both, to[5][j], wanted):
            if n < 0:
                n = write_as_one(one, two, from_, room)
            best = max(best, share(room, 0, n, to[0], to[1][j], to[1][j + 1], masks))
    return min(1.0, best / 100.0 + 0.25) if best >= JOINED else 0.0


def may_be_one(one: int, two: int, single: int, outlines: A, first: A, best: float) -> bool:
    """Whether two words written as one may be a word that has no good counterpart yet, by their outlines."""
    if best >= 0.85:
        return False
    both = as_one_outline(one, two)
    wanted = max(JOINED, (best - 0.25) * 100.0)
    may = both == 0
    for j in range(first[single], first[single + 1]):
        may = may or can_be_alike(both, outlines[j], wanted)
    return may


def as_one_outline(one: int, two: int) -> int:
    """The outline of two spellings written as one; 0, which says nothing, where they do not fit into the room."""
    length, letters = (one >> SET_BITS) + (two >> SET_BITS), (one | two) & _SET
    return length << SET_BITS | letters if length <= MOST_LETTERS else 0


def write_as_one(one: int, two: int, from_: A, room: A) -> int:
    """Write two words in their usual spelling one after another; how many letters that makes."""
    letters, ends, first = from_[0], from_[1], from_[2]
    n = 0
    for step in range(2):
        word = two if step == 1 else one
        for k in range(ends[first[word]], ends[first[word] + 1]):
            if n < MOST_LETTERS:
                room[n] = letters[k]
                n += 1
    return n


def pair(work: A, n: int, m: int) -> None:
    """Give each word its counterpart, the most alike first, each word once."""
    for i in range(n):
        work[BEST, i] = 0.0
    for j in range(m):
        work[COLUMNS, j] = 0.0
    while True:
        top, at, to = 0.3, -1, -1
        for i in range(n):
            for j in range(m):
                if work[BEST, i] == 0.0 and work[COLUMNS, j] == 0.0 and work[i, j] >= top:
                    top, at, to = work[i, j], i, j
        if at < 0:
            return
        work[BEST, at] = work[COLUMNS, to] = top


def join(
    q: A, n: int, w: A, m: int, ours: A, theirs: A, work: A, room: A, masks: A, closer: int, known: A, wanted: int
) -> int:
    """Let neighbouring words of one name stand for one word of the other: by letters, or ``closer`` by what is known.

    Returns how many comparisons of words are wanted that nobody has made yet.
    """
    if n == m and ours[3][q[0], 4] == 1 and theirs[3][w[0], 4] == 1:
        return wanted
    oo, of, to, tf = ours[5], ours[2], theirs[5], theirs[2]
    for j in range(m):
        for i in range(n - 1 if theirs[3][w[j], 0] == NAME else 0):
            best = work[COLUMNS, j]
            if not may_be_one(oo[of[q[i]]], oo[of[q[i + 1]]], w[j], to, tf, best):
                continue
            value, wanted = written_as_one(
                OURS_JOINED, q[i], q[i + 1], ours, w[j], theirs, best, room, masks, closer, known, wanted
            )
            if value > best:
                work[COLUMNS, j] = work[BEST, i] = work[BEST, i + 1] = value
    for i in range(n):
        for j in range(m - 1 if ours[3][q[i], 0] == NAME else 0):
            best = work[BEST, i]
            if not may_be_one(to[tf[w[j]]], to[tf[w[j + 1]]], q[i], oo, of, best):
                continue
            value, wanted = written_as_one(
                THEIRS_JOINED, w[j], w[j + 1], theirs, q[i], ours, best, room, masks, closer, known, wanted
            )
            if value > best:
                work[BEST, i] = work[COLUMNS, j] = work[COLUMNS, j + 1] = value
    return wanted


def written_as_one(
    which: int,
    one: int,
    two: int,
    from_: A,
    single: int,
    to: A,
    best: float,
    room: A,
    masks: A,
    closer: int,
    known: A,
    wanted: int,
) -> tuple[float, int]:
    """How alike two words written as one are to a word."""
    value = as_one(one, two, from_, single, to, best, room, masks)
    if closer == 0 or value <= best:
        return value, wanted
    return recalled(which, one, two, single, known, wanted)


def recalled(which: int, one: int, two: int, single: int, known: A, wanted: int) -> tuple[float, int]:
    """How alike words are, where that is known; where not, the comparison is wanted."""
    places, likenesses, missing = known
    both = known_as(which, one, two, single)
    place = slot_of(both, places)
    if places[place] == both:
        return float(likenesses[place]), wanted
    if wanted < len(missing):
        missing[wanted, 0], missing[wanted, 1], missing[wanted, 2], missing[wanted, 3] = which, one, two, single
    return 0.0, wanted + 1


def known_as(which: int, one: int, two: int, single: int) -> int:
    """Under which number a comparison of words is kept."""
    one, two, single = int(one), int(two), int(single)
    low = (one * 0x2545F491 + two * 0x27D4EB2F) & 0x3FFFFFFFFFFFFFFF
    return (((low ^ (low >> 29)) * 0x9E3779B1 + single * 4 + int(which)) & 0x3FFFFFFFFFFFFFFF) + 1


def slot_of(both: int, places: A) -> int:
    """Where a comparison stands in a table, or the free place where it would."""
    place = (both ^ (both >> 31)) & (len(places) - 1)
    while places[place] != 0 and places[place] != both:
        place = (place + 1) & (len(places) - 1)
    return place


def remember(found: A, count: int, known: A) -> int:
    """Keep how alike words are; how many comparisons were new."""
    places, likenesses, missing = known
    fresh = 0
    for at in range(count):
        both = known_as(missing[at, 0], missing[at, 1], missing[at, 2], missing[at, 3])
        place = slot_of(both, places)
        if places[place] == 0:
            places[place] = both
            fresh += 1
        likenesses[place] = found[at]
    return fresh


def script_of_name(words: A, n: int, traits: A) -> int:
    """The script of the first word that is a name; -1 where none is."""
    for i in range(n):
        if traits[words[i], 0] == NAME:
            return int(traits[words[i], 6])
    return -1


def sums_of(words: A, n: int, traits: A, weights: A, work: A, row: int) -> tuple[float, float, float, int]:
    """The weight of a name, how much of it has a counterpart, the weight of what has none, the number of words."""
    total, alike, over, count = 0.0, 0.0, 0.0, 0
    for i in range(n):
        if traits[words[i], 0] != PARTICLE_ROLE:
            weight, value = weights[words[i]], work[row, i]
            total += weight
            alike += weight * value
            count += 1
            if value < 0.3:
                over += weight
    return total, alike, over, count


def estimate(q: A, n: int, ot: A, ov: A, w: A, m: int, tt: A, tv: A, company: int, model: A, work: A) -> float:
    """The highest score, in logits, that two names may have, from how alike each word is to its counterpart."""
    total, alike, over_left, ours = sums_of(q, n, ot, ov, work, BEST)
    other_total, other_alike, over_right, theirs = sums_of(w, m, tt, tv, work, COLUMNS)
    left = alike / (total if total != 0.0 else 1.0)
    right = other_alike / (other_total if other_total != 0.0 else 1.0)
    if max(left, right) < 0.5:
        return -20.0
    strong, strong_alike, telling, worst, count, linked = 0.0, 0.0, 0.0, 2.0, 0, 0
    for i in range(n):
        weight, value = ov[q[i]], work[BEST, i]
        if value >= 0.3 and ot[q[i], 0] != PARTICLE_ROLE:
            linked += 1
            if ot[q[i], 0] != INITIAL_ROLE and value != 0.8:
                strong += weight
                strong_alike += weight * value
                telling += weight * value * value
                worst = min(worst, value)
                count += 1
    across = 1 if script_of_name(q, n, ot) != script_of_name(w, m, tt) else 0
    f = FEATURES
    work[f, 0], work[f, 1] = max(left, right), min(left, right)
    work[f, 2] = worst if count else 0.0
    work[f, 3] = strong_alike / (strong if strong != 0.0 else 1.0)
    work[f, 4], work[f, 5] = min(4.0, telling), float(min(4, count))
    work[f, 6], work[f, 7] = min(2.0, over_left, over_right), min(3.0, abs(over_left - over_right))
    work[f, 8], work[f, 9], work[f, 10] = float(min(2, linked - count)), 0.0, 1.0
    work[f, 11], work[f, 12], work[f, 13], work[f, 14] = float(across), 0.0, 1.0 if min(ours, theirs) <= 1 else 0.0, 0.0
    return scored(2 if company else across, work, model)


def scored(which: int, work: A, model: A) -> float:
    """The score in logits of features, by one of the fitted models: features or products of two, low, high, slope."""
    total = model[which, 0, 4]
    for k in range(1, model.shape[1]):
        if model[which, k, 4] != 0.0:
            value, other = work[FEATURES, int(model[which, k, 0])], int(model[which, k, 1])
            if other >= 0:
                value *= work[FEATURES, other]
            if value > model[which, k, 2]:
                total += model[which, k, 4] * (min(value, model[which, k, 3]) - model[which, k, 2])
    return float(total)
