"""How alike two plain Latin words are (``similarity.likeness``), over arrays, for numba to compile.

A word is a row of letters (1 for a to 26 for z) with its length, its sound as four bits a consonant, and what it tells.
"""

from typing import Any

from comity.screening.index.spelling_kernel import gain
from comity.screening.similarity import LOWEST_SOUND
from comity.screening.transliteration import SKIP_CONSONANT, SKIP_SOURCE, SKIP_VOWEL, UNSEEN

A = Any  # an array of numbers
LONGEST = 24  # letters of a plain word
LETTERS = 27
LEAST_SLIP, SLIP, SURELY = 0.3, 0.5, 0.75  # what is written less alike is not; is one slip; needs no like sound
ARTICLE = 5  # a word has more letters than this where it may begin with the Arabic article
LAST_VOWEL = 25
VOWEL_BITS = 1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21 | 1 << LAST_VOWEL


def alike(pairs: A, count: int, words: A, tables: A, room: A, values: A) -> None:
    """How alike the words of each pair are."""
    letters, lengths, sounds, told = words
    for at in range(count):
        one, two = pairs[at, 0], pairs[at, 1]
        a, n, b, m = letters[one], lengths[one], letters[two], lengths[two]
        begin, start = after_article(a, n), after_article(b, m)
        if same(a, begin, n, b, start, m):
            values[at] = 1.0
            continue
        slip = 1.0 - slips(a, n, b, m, room[0]) / max(n, m)
        values[at] = slip if slip >= SLIP else 0.0
        if slip < LEAST_SLIP or (slip < SURELY and sound_share(sounds[one], sounds[two]) < LOWEST_SOUND):
            continue
        if comes_first(a, n, b, m):
            heard = spelled(a, n, b, m, tables, room) / told[two]
        else:
            heard = spelled(b, m, a, n, tables, room) / told[one]
        heard = min(1.0, max(0.0, heard) / tables[0])
        values[at] = max(heard, slip)


def after_article(a: A, n: int) -> int:
    """Where a word begins without an Arabic article."""
    return 2 if n > ARTICLE and a[1] == 12 and a[0] in (1, 5) else 0


def same(a: A, begin: int, n: int, b: A, start: int, m: int) -> bool:
    """Whether two words hold the same letters from some places on."""
    alike = n - begin == m - start
    for i in range(n - begin if alike else 0):
        alike = alike and a[begin + i] == b[start + i]
    return bool(alike)


def comes_first(a: A, n: int, b: A, m: int) -> bool:
    """Whether a word stands before another in the alphabet."""
    for i in range(min(n, m)):
        if a[i] != b[i]:
            return bool(a[i] < b[i])
    return n <= m


def slips(a: A, n: int, b: A, m: int, rows: A) -> int:
    """How many letters are left out, put in, exchanged or turned with their neighbour (optimal string alignment)."""
    for j in range(m + 1):
        rows[0, j] = j
    for i in range(1, n + 1):
        row, above, before = i % 3, (i - 1) % 3, (i - 2) % 3
        rows[row, 0] = i
        for j in range(1, m + 1):
            least = min(rows[above, j], rows[row, j - 1]) + 1
            least = min(least, rows[above, j - 1] + (0 if a[i - 1] == b[j - 1] else 1))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                least = min(least, rows[before, j - 2] + 1)
            rows[row, j] = least
    return int(rows[n % 3, m])


def sound_share(one: int, two: int) -> float:
    """The percentage of consonants in common in the same order (the indel ratio) of two sounds."""
    n = m = 0
    while one >> (4 * n):
        n += 1
    while two >> (4 * m):
        m += 1
    free = whole = (1 << n) - 1
    for j in range(m):
        letter, met = (two >> (4 * (m - 1 - j))) & 15, 0
        for i in range(n):
            if (one >> (4 * (n - 1 - i))) & 15 == letter:
                met |= 1 << i
        met &= free
        free = ((free + met) | (free - met)) & whole
    common = n
    while free:
        free &= free - 1
        common -= 1
    return (1.0 - (n + m - 2 * common) / (n + m)) * 100.0


def spelled(a: A, n: int, b: A, m: int, tables: A, room: A) -> float:
    """The gain of the best way to read one word as the other."""
    firsts, lasts, pieces, letters, gains = tables[1:]
    steps, ends, insertion, best = room[1:]
    count = 0
    for i in range(n):
        for size in range(1, min(2, n - i) + 1):
            chunk = a[i] if size == 1 else a[i] * LETTERS + a[i + 1]
            if size == 1 or lasts[chunk] > 0:
                steps[count, 0], steps[count, 1], steps[count, 2] = size, firsts[chunk], lasts[chunk]
                count += 1
        ends[i + 1] = count
    for j in range(m):
        insertion[j] = SKIP_VOWEL if VOWEL_BITS >> b[j] & 1 else SKIP_CONSONANT
    read, cost = ends[: n + 1], insertion[:m]
    return float(gain(steps[:count], read, pieces, letters, gains, b[:m], cost, best, SKIP_SOURCE, UNSEEN))
