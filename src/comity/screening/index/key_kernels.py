"""The keys of names over arrays: by what names meet in an index, written so that numba can compile it.

Words are numbers into tables (``CodeTable``). The lines are plain Python and run as such where numba is not installed.
"""

from typing import Any

A = Any  # an array of numbers
KEY_BITS, NAME_BITS = 39, 24  # of a posting
KEY_MASK = (1 << KEY_BITS) - 1
MOST_KEYS = 160
MOST_WORDS = 6
MOST_RARE = 4
MOST_WHOLE = 12
WHOLE_SPELLINGS, ALL_SPELLINGS = 3, 8
LONGEST_SOUND = 60  # bits: fifteen sounds of four bits
PRIME = (1 << 31) - 1
WHOLE, ALONE, BORN = 0x15A4E35C1D, 0x2B7E151628, 0x3C6EF372FE
NAME_WORD, CORE_WORD, OTHER_WORD = 0, 1, 2
# Columns of the marks of a word: its part, whether it is rare, whether it is short, as a text, the place of that text
# in a longer one, the first sound of an initial.
ROLE, IS_RARE, IS_SHORT, TEXT, SHIFT, BEGUN = range(6)
MARKS = 6
SELF_AND_NEXT = (0, 1)


def mixed(value: int) -> int:
    """A number of up to 60 bits as a key: 39 bits, evenly spread."""
    value = int(value)
    low = ((value & 0x3FFFFFFF) * 0x2545F491 + (value >> 30) * 0x1B873593) & 0x1FFFFFFFFFFFFFFF
    low ^= low >> 30
    low = ((low & 0x3FFFFFFF) * 0x27D4EB2F + (low >> 30) * 0x165667B1) & 0x1FFFFFFFFFFFFFFF
    low ^= low >> 29
    low = ((low & 0x3FFFFFFF) * 0x3C6EF35F + (low >> 30) * 0x2C1B3C6D) & 0x1FFFFFFFFFFFFFFF
    return (low ^ (low >> 31)) & KEY_MASK


def joined(so_far: int, bare: int) -> int:
    """The sound of two words written as one: the consonants in turn, a doubled one once, as many as fit."""
    shift = 0
    while bare >> shift:
        shift += 4
    while shift > 0:
        shift -= 4
        letter = (bare >> shift) & 15
        if so_far >> (LONGEST_SOUND - 4):
            return so_far
        if so_far & 15 != letter:
            so_far = so_far << 4 | letter
    return so_far


def core_of(words: A, n: int, table: A, room: A) -> tuple[A, int]:
    """The words that carry a name, without its particles; all where there are no others."""
    count = 0
    for i in range(n):
        if table[0][words[i] * MARKS + ROLE] != OTHER_WORD:
            room[count] = words[i]
            count += 1
    for i in range(n if count == 0 else 0):
        room[i] = words[i]
    return room, count if count > 0 else n


def looked_up(words: A, n: int, table: A, company: int, chosen: A) -> int:
    """The words that are looked up: the rarest names among the words of a company, the first six of a person."""
    marks, weights = table[0], table[5]
    count = 0
    for i in range(n):
        if marks[words[i] * MARKS + ROLE] == NAME_WORD and count < len(chosen) // 2:
            chosen[count] = words[i]
            count += 1
    if company == 0:
        return min(count, MOST_WORDS)
    while count > MOST_RARE:  # leave out the commonest, of equal ones the last
        worst = 0
        for i in range(count):
            if weights[chosen[i]] <= weights[chosen[worst]]:
                worst = i
        for i in range(worst, count - 1):
            chosen[i] = chosen[i + 1]
        count -= 1
    return count


def strong_keys(words: A, n: int, chosen: A, m: int, table: A, company: int, out: A, at: int) -> int:
    """Two words agree in sound, or the whole name does, or two short words written as one and another."""
    codes, ends, most = table[1], table[2], at + MOST_KEYS
    for i in range(m):
        for j in range(i + 1, m):
            for a in range(ends[chosen[i]], ends[chosen[i] + 1]):
                at = with_each(codes[a], chosen[j], codes, ends, out, at, most)
    at = whole_keys(words, n, table, out, at, most)
    return short_keys(chosen, m, table, out, at, most) if company == 0 and 3 <= m <= 5 else at


def with_each(code: int, word: int, codes: A, ends: A, out: A, at: int, most: int) -> int:
    """A code together with each sound of a word."""
    for b in range(ends[word], ends[word + 1]):
        if at < most:
            out[at] = (code + codes[b]) & KEY_MASK
            at += 1
    return at


def short_keys(chosen: A, m: int, table: A, out: A, at: int, most: int) -> int:
    """Of a name of short words: two neighbours written as one, with each other word."""
    marks, codes, ends, bare, heads = table[0], table[1], table[2], table[3], table[7]
    for i in range(m):
        if marks[chosen[i] * MARKS + IS_SHORT] == 0:
            return at
    for i in range(m - 1):
        one = ends[chosen[i]]
        code = mixed(joined(joined(heads[one], bare[one]), bare[ends[chosen[i + 1]]]))
        for j in range(m):
            if j - i not in SELF_AND_NEXT:
                at = with_each(code, chosen[j], codes, ends, out, at, most)
    return at


def whole_keys(words: A, n: int, table: A, out: A, at: int, most: int) -> int:
    """The whole name written as one word in its likely spellings, as it stands and with its last word first."""
    ends = table[2]
    spellings = ALL_SPELLINGS if n == 1 else WHOLE_SPELLINGS
    for combination in range(MOST_WHOLE):
        rest = combination
        for place in range(n):
            rest //= min(spellings, ends[words[place] + 1] - ends[words[place]])
        if rest > 0:
            return at
        for turned in range(2 if n > 1 else 1):
            if at < most:
                out[at] = (mixed(whole(words, n, table, combination, spellings, turned)) + WHOLE) & KEY_MASK
                at += 1
    return at


def whole(words: A, n: int, table: A, combination: int, spellings: int, turned: int) -> int:
    """The sound of a whole name in one combination of the spellings of its words."""
    ends, bare, heads = table[2], table[3], table[7]
    code = 0
    for step in range(n):
        place = (step + n - 1) % n if turned == 1 else step
        rest = combination  # each word takes one digit of the combination, the last word the last digit
        for later in range(place + 1, n):
            rest //= min(spellings, ends[words[later] + 1] - ends[words[later]])
        word = words[place]
        chosen = ends[word] + rest % min(spellings, ends[word + 1] - ends[word])
        if step == 0:
            code = heads[chosen]
        code = joined(code, bare[chosen])
    return code


def weak_keys(words: A, n: int, chosen: A, m: int, table: A, company: int, out: A, at: int) -> int:
    """A rare word as it is, with the beginning of any other; neighbouring words of a company written as one."""
    marks, most = table[0], at + MOST_KEYS
    for i in range(m):
        if marks[chosen[i] * MARKS + IS_RARE] == 1:
            at = rare_keys(words, n, chosen, m, i, table, out, at, most)
    for i in range(n - 1 if company == 1 else 0):
        one, two = words[i] * MARKS, words[i + 1] * MARKS
        if at < most:
            out[at] = mixed((marks[one + TEXT] * marks[two + SHIFT] + marks[two + TEXT]) % PRIME)
            at += 1
    return at


def rare_keys(words: A, n: int, chosen: A, m: int, i: int, table: A, out: A, at: int, most: int) -> int:
    """A rare word with the beginnings of the other words and with the initials."""
    marks, ends, begun, rare = table[0], table[2], table[4], table[6][chosen[i]]
    for j in range(m):
        for b in range(ends[chosen[j]], ends[chosen[j] + 1]):
            if j != i and at < most and (b == ends[chosen[j]] or begun[b] != begun[b - 1]):
                out[at] = (rare + begun[b]) & KEY_MASK
                at += 1
    for j in range(n):
        if marks[words[j] * MARKS + BEGUN] != 0 and at < most:
            out[at] = (rare + marks[words[j] * MARKS + BEGUN]) & KEY_MASK
            at += 1
    return at


def lonely_keys(chosen: A, m: int, table: A, company: int, asks: int, out: A, at: int) -> int:
    """Each rare word as such and, of a name that one word carries, that word alone: as listed, or as asked for."""
    marks, texts = table[0], table[6]
    rare = 0
    for i in range(m):
        rare += marks[chosen[i] * MARKS + IS_RARE]
    alone = m == 1 or (company == 1 and rare == 1)
    for i in range(m):
        if marks[chosen[i] * MARKS + IS_RARE] == 1:
            # Who asks for a whole name wants names of that one word, and who asks for one word all names that hold it.
            if asks == 0 or alone:
                out[at] = texts[chosen[i]]
                at += 1
            if asks == 1 or alone:
                out[at] = (texts[chosen[i]] + ALONE) & KEY_MASK
                at += 1
    return at


def birth_keys(chosen: A, m: int, days: A, d0: int, d1: int, table: A, out: A, at: int) -> int:
    """Each word of a person's name together with each whole birth date."""
    codes, ends = table[1], table[2]
    for d in range(d0, d1):
        if days[d] >> 28 == 1 and days[d] & 127 != 0:
            day = mixed(days[d]) + BORN
            for i in range(m):
                for a in range(ends[chosen[i]], ends[chosen[i] + 1]):
                    if at < len(out):
                        out[at] = (day + codes[a]) & KEY_MASK
                        at += 1
    return at


def keys_of(
    words: A, n: int, table: A, company: int, days: A, d0: int, d1: int, asks: int, chosen: A, out: A
) -> tuple[int, int]:
    """The keys of a name: how many strong ones come first, and how many there are with the weak ones after them."""
    words, n = core_of(words, n, table, chosen[len(chosen) // 2 :])
    m = looked_up(words, n, table, company, chosen)
    at = strong_keys(words, n, chosen, m, table, company, out, 0)
    if company == 0:
        at = birth_keys(chosen, m, days, d0, d1, table, out, at)
    strong = at
    at = weak_keys(words, n, chosen, m, table, company, out, at)
    return strong, lonely_keys(chosen, m, table, company, asks, out, at)


def postings_of(first: int, names: A, table: A, chosen: A, keys: A, out: A) -> tuple[int, int]:
    """The postings of listed names from one on, as many as there is room for: how many, and the name to go on with."""
    words, ends, companies, owners, facts, fact_ends = names
    count = 0
    for name in range(first, len(owners)):
        start = ends[name - 1] if name > 0 else 0
        n = min(ends[name] - start, len(chosen) // 2)
        if n == 0:
            continue
        owner = owners[name]
        low = fact_ends[owner - 1] if owner > 0 else 0
        of_name = words[start : start + n]
        _, many = keys_of(of_name, n, table, companies[name], facts, low, fact_ends[owner], 0, chosen, keys)
        if count + many > len(out):
            return count, name
        for at in range(many):
            out[count] = keys[at] << NAME_BITS | name
            count += 1
    return count, len(owners)
