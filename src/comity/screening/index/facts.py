"""What is known of an entity beside its names as numbers, so that evidence is weighed without reading the entry.

``beside`` says the same as ``evidence.weigh`` without the identifiers (an entity that shares one is always compared in
full); a test holds both together. Its lines are plain Python that numba can compile.
"""

import hashlib
from functools import lru_cache
from typing import Any

from comity.screening import evidence
from comity.screening.addresses import told_by
from comity.screening.countries import country_code
from comity.screening.entity import Entity
from comity.screening.evidence import ANYBODY, date_parts
from comity.screening.tokens import Kind

A = Any  # an array of numbers
SORT, DATE, COUNTRY, GENDER, CODE, PLACE, HOME = range(7)
PERSON, ANY = 1, 2  # bits of the sort
_KIND = 28
_VALUE = (1 << _KIND) - 1
_NOT_SEEN = -99.0

SAME_DAY, SAME_MONTH, SAME_YEAR = evidence.SAME_DAY, evidence.SAME_MONTH, evidence.SAME_YEAR
TURNED_DAY, NEAR_YEAR, SLIP, OTHER_YEAR = evidence.TURNED_DAY, evidence.NEAR_YEAR, evidence.SLIP, evidence.OTHER_YEAR
OTHER_DAY, NEAR_DAY, OTHER_KIND = evidence.OTHER_DAY, evidence.NEAR_DAY, evidence.OTHER_KIND
SAME_COUNTRY, OTHER_COUNTRY = evidence.SAME_COUNTRY, evidence.OTHER_COUNTRY
SAME_GENDER, OTHER_GENDER = evidence.SAME_GENDER, evidence.OTHER_GENDER
SAME_CODE, SAME_PLACE = evidence.SAME_CODE, evidence.SAME_PLACE
SAME_HOME, OTHER_ADDRESS = evidence.SAME_HOME, evidence.OTHER_ADDRESS


def facts_of(entity: Entity) -> list[int]:
    """The sort of an entity, its dates, countries, genders and what its addresses tell, each as one number."""
    person = PERSON if entity.kind is Kind.PERSON else 0
    facts = [SORT << _KIND | person | (ANY if entity.schema in ANYBODY else 0)]
    for read, texts in ((_date, entity.dates), (_country, entity.countries), (_gender, entity.genders)):
        if len(texts) == 1:
            if known := read(texts[0]):
                facts.append(known)
        elif texts:
            facts.extend(sorted({read(text) for text in texts} - {0}))
    if entity.addresses:
        facts.extend(_of_addresses(entity.addresses))
    return facts


def _of_addresses(addresses: tuple[str, ...]) -> list[int]:
    told = told_by(addresses)
    homes = [HOME << _KIND | _letters(code) for code in sorted(told.countries)]
    named = [PLACE << _KIND | _text(place) for place in sorted(told.places)]
    return [*(CODE << _KIND | _text(code) for code in sorted(told.codes)), *named, *homes]


def _text(text: str) -> int:
    """A text as a number that hardly any other text has."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).digest()) & _VALUE


@lru_cache(maxsize=50_000)
def _date(text: str) -> int:
    parts = date_parts((text,))
    return sum([DATE << _KIND | int(y or 0) << 14 | int(m or 0) << 7 | int(d or 0) for y, m, d in parts])


@lru_cache(maxsize=20_000)
def _country(text: str) -> int:
    code = country_code(text)
    return COUNTRY << _KIND | _letters(code) if code else 0


@lru_cache(maxsize=1_000)
def _gender(text: str) -> int:
    letter = text[:1].lower()
    return GENDER << _KIND | ord(letter) if letter in {"m", "f"} else 0


def _letters(code: str) -> int:
    total = 0
    for letter in code[:4]:
        total = total << 7 | ord(letter) & 127
    return total


def beside(ours: A, a0: int, a1: int, theirs: A, b0: int, b1: int) -> float:
    """What the sort, the dates, the countries, the gender and the addresses of two add to their score, in logits."""
    total = 0.0
    mine, other = ours[a0] & _VALUE, theirs[b0] & _VALUE
    if mine & PERSON != other & PERSON and (mine | other) & ANY == 0:
        total = OTHER_KIND
    date, country, gender, address, home = _NOT_SEEN, _NOT_SEEN, _NOT_SEEN, _NOT_SEEN, _NOT_SEEN
    for a in range(a0 + 1, a1):
        kind, left = ours[a] >> _KIND, ours[a] & _VALUE
        for b in range(b0 + 1, b1):
            if theirs[b] >> _KIND != kind:
                continue
            right = theirs[b] & _VALUE
            if kind == DATE:
                date = max(date, of_dates(left, right))
            elif kind == COUNTRY:
                country = max(country, SAME_COUNTRY if left == right else OTHER_COUNTRY)
            elif kind >= CODE:
                found = of_places(kind, left == right)
                address, home = max(address, found), max(home, found if kind == HOME else _NOT_SEEN)
            elif mine & PERSON != 0:
                gender = max(gender, SAME_GENDER if left == right else OTHER_GENDER)
    if home == OTHER_ADDRESS:  # countries that differ outweigh a place of the same name
        address = home
    return total + seen(date) + seen(country) + seen(gender) + seen(address)


def seen(found: float) -> float:
    """What was found, nothing where nothing could be compared."""
    return found if found > _NOT_SEEN else 0.0


def of_places(kind: int, same: bool) -> float:
    """What a postal code, a place or a country of two addresses says."""
    if not same:
        return OTHER_ADDRESS
    return SAME_CODE if kind == CODE else (SAME_PLACE if kind == PLACE else SAME_HOME)


def of_dates(left: int, right: int) -> float:
    """What two dates say, the year alone, with the month or with the day."""
    y1, m1, d1 = left >> 14, (left >> 7) & 127, left & 127
    y2, m2, d2 = right >> 14, (right >> 7) & 127, right & 127
    if y1 == y2:
        if m1 == 0 or m2 == 0:
            return SAME_YEAR
        if d1 == 0 or d2 == 0:
            return SAME_MONTH if m1 == m2 else OTHER_DAY
        return of_days(m1, d1, m2, d2)
    if m1 == m2 and d1 == d2 and m1 != 0 and one_digit(y1, y2):
        return SLIP
    if abs(y1 - y2) == 1:
        return OTHER_DAY if d1 != 0 and d2 != 0 else NEAR_YEAR
    return OTHER_YEAR


def of_days(m1: int, d1: int, m2: int, d2: int) -> float:
    """What two days of one year say."""
    if m1 == m2 and d1 == d2:
        return SAME_DAY
    if m1 == d2 and d1 == m2:
        return TURNED_DAY
    if (m1 == 1 and d1 == 1) or (m2 == 1 and d2 == 1):
        return SAME_YEAR
    if m1 == m2 or d1 == d2:
        return NEAR_DAY
    return OTHER_DAY


def one_digit(a: int, b: int) -> bool:
    """Whether two years of four digits differ in one of them."""
    differ = 0
    for _ in range(4):
        if a % 10 != b % 10:
            differ += 1
        a //= 10
        b //= 10
    return differ == 1
