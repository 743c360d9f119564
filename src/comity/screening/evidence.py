"""Evidence beside the name: numbers, dates, countries, gender, addresses; for, against or missing, in a sentence."""

import re
from dataclasses import dataclass
from enum import StrEnum

from comity.screening.addresses import told_by
from comity.screening.countries import countries_sharing, country_code
from comity.screening.entity import Entity
from comity.screening.identifiers import STRONG, normalised
from comity.screening.tokens import Kind


class Side(StrEnum):
    """What a piece of evidence says about the two being the same."""

    FOR = "for"
    AGAINST = "against"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: ``logit`` is what it adds to the score; ``decides`` where it settles the matter alone."""

    what: str
    side: Side
    text: str
    logit: float = 0.0
    decides: bool = False


SAME_DAY, SAME_MONTH, SAME_YEAR, TURNED_DAY = 4.0, 2.5, 1.3, 1.5
NEAR_YEAR, SLIP, OTHER_YEAR, OTHER_DAY, NEAR_DAY = -1.5, -6.5, -9.0, -2.0, -0.5
SAME_COUNTRY, OTHER_COUNTRY = 0.5, -0.7
SAME_GENDER, OTHER_GENDER = 0.1, -3.0
OTHER_KIND = -4.0
# People move and companies share a house: an address says little, and never settles anything.
SAME_CODE, SAME_PLACE, SAME_HOME, OTHER_ADDRESS = 1.2, 0.6, 0.2, -0.3
SAME_NUMBER, SAME_WEAK_NUMBER, OTHER_NUMBER, OTHER_WEAK_NUMBER = 9.0, 4.5, -9.0, -0.6


def weigh(left: Entity, right: Entity) -> tuple[Evidence, ...]:
    """All evidence beside the names, missing evidence included."""
    pieces = [*_kinds(left, right), *_numbers(left, right), _dates(left, right), _countries(left, right)]
    if left.kind is Kind.PERSON:
        pieces.append(_gender(left, right))
    pieces.append(_addresses(left, right))
    return tuple(pieces)


ANYBODY = frozenset({"LegalEntity", "Thing", "Asset"})


def _kinds(left: Entity, right: Entity) -> list[Evidence]:
    if left.kind is right.kind or {left.schema, right.schema} & ANYBODY:
        return []
    return [Evidence("kind", Side.AGAINST, f"a {left.schema} is no {right.schema}", OTHER_KIND)]


def _missing(what: str, left: bool, right: bool) -> Evidence:
    where = "on either side" if left == right else ("on the left side" if left else "on the right side")
    return Evidence(what, Side.MISSING, f"no {what} {where}")


def _numbers(left: Entity, right: Entity) -> list[Evidence]:
    ours = {(k, n) for k, v in left.identifiers if (n := normalised(k, v))}
    theirs = {(k, n) for k, v in right.identifiers if (n := normalised(k, v))}
    if not ours or not theirs:
        return [_missing("identifier", not ours, not theirs)]
    found: list[Evidence] = []
    shared = {n for _, n in ours} & {n for _, n in theirs}
    for number in sorted(shared):
        kinds = {k for k, n in ours | theirs if n == number}
        strong = bool(kinds & STRONG)
        text = f"same {'/'.join(sorted(kinds))} {number}"
        found.append(
            Evidence("identifier", Side.FOR, text, SAME_NUMBER if strong else SAME_WEAK_NUMBER, decides=strong)
        )
    if shared:
        return found
    for kind in sorted({k for k, _ in ours} & {k for k, _ in theirs}):
        a, b = (min(n for k, n in side if k == kind) for side in (ours, theirs))
        strong = kind in STRONG
        found.append(
            Evidence(
                "identifier",
                Side.AGAINST,
                f"{kind} {a} is not {b}",
                OTHER_NUMBER if strong else OTHER_WEAK_NUMBER,
                decides=strong,
            )
        )
    return found or [Evidence("identifier", Side.MISSING, "no identifier of the same kind on both sides")]


_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


Parts = tuple[str | None, ...]


def date_parts(dates: tuple[str, ...]) -> list[Parts]:
    """Dates as year, month and day; what is not known of a date is none."""
    return [m.groups() for d in dates if (m := _DATE.match(d.strip()))]


def _dates(left: Entity, right: Entity) -> Evidence:
    what = "birth date" if left.kind is Kind.PERSON else "date of foundation"
    ours, theirs = date_parts(left.dates), date_parts(right.dates)
    if not ours or not theirs:
        return _missing(what, not ours, not theirs)
    logit, text = max(_date_pair(a, b) for a in ours for b in theirs)
    return Evidence(what, Side.FOR if logit > 0 else Side.AGAINST, f"{what}: {text}", logit)


def _date_pair(left: Parts, right: Parts) -> tuple[float, str]:
    shown = f"{_shown(left)} and {_shown(right)}"
    (y1, m1, d1), (y2, m2, d2) = (tuple(int(p) if p else 0 for p in parts) for parts in (left, right))
    if y1 == y2:
        if m1 and m2 and d1 and d2:
            return _same_year((m1, d1), (m2, d2), shown)
        if m1 and m2:
            return (SAME_MONTH, f"same month, {shown}") if m1 == m2 else (OTHER_DAY, f"other month, {shown}")
        return SAME_YEAR, f"same year, {shown}"
    if (m1, d1) == (m2, d2) and m1 and _one_digit(y1, y2):
        return SLIP, f"years differ by one digit, {shown}"
    if abs(y1 - y2) == 1:
        return NEAR_YEAR if not (d1 and d2) else OTHER_DAY, f"years next to one another, {shown}"
    return OTHER_YEAR, f"different years, {shown}"


def _same_year(left: tuple[int, int], right: tuple[int, int], shown: str) -> tuple[float, str]:
    if left == right:
        return SAME_DAY, f"same day, {shown}"
    if left == (right[1], right[0]):
        return TURNED_DAY, f"day and month change places, {shown}"
    if (1, 1) in {left, right}:
        return SAME_YEAR, f"same year, one of them given as its first day, {shown}"
    if left[0] == right[0] or left[1] == right[1]:
        return NEAR_DAY, f"same year, day or month differs, {shown}"
    return OTHER_DAY, f"same year, another day, {shown}"


def _one_digit(a: int, b: int) -> bool:
    return sum(x != y for x, y in zip(str(a), str(b), strict=False)) == 1


def _shown(parts: Parts) -> str:
    return "-".join(p.zfill(2) for p in parts if p)


def _countries(left: Entity, right: Entity) -> Evidence:
    ours, theirs = ({country_code(c) for c in side.countries} - {""} for side in (left, right))
    if not ours or not theirs:
        unclear = _unclear(left.countries if not ours else ()) or _unclear(right.countries if not theirs else ())
        return unclear or _missing("country", not ours, not theirs)
    shared = sorted(ours & theirs)
    if shared:
        return Evidence("country", Side.FOR, f"same country {', '.join(shared)}", SAME_COUNTRY)
    text = f"countries {', '.join(sorted(ours))} and {', '.join(sorted(theirs))} differ"
    return Evidence("country", Side.AGAINST, text, OTHER_COUNTRY)


def _unclear(names: tuple[str, ...]) -> Evidence | None:
    """The first name by which either of several countries can be meant; it says nothing for or against anybody."""
    for name in names:
        if codes := countries_sharing(name):
            return Evidence("country", Side.MISSING, f"'{name[:40]}' can mean {' or '.join(codes)}")
    return None


def _gender(left: Entity, right: Entity) -> Evidence:
    ours, theirs = ({g[:1].lower() for g in side.genders} & {"m", "f"} for side in (left, right))
    if not ours or not theirs:
        return _missing("gender", not ours, not theirs)
    if ours & theirs:
        return Evidence("gender", Side.FOR, "same gender", SAME_GENDER)
    return Evidence("gender", Side.AGAINST, "gender differs", OTHER_GENDER)


def _addresses(left: Entity, right: Entity) -> Evidence:
    """A shared postal code or place raises, countries that differ outweigh both; nothing in common takes a little."""
    if not left.addresses or not right.addresses:
        return _missing("address", not left.addresses, not right.addresses)
    ours, theirs = told_by(left.addresses), told_by(right.addresses)
    kinds = (ours.codes, theirs.codes), (ours.places, theirs.places), (ours.countries, theirs.countries)
    if not any(a and b for a, b in kinds):
        return Evidence("address", Side.MISSING, "addresses that tell nothing in common form")
    codes, places, countries = (sorted(a & b) for a, b in kinds)
    if ours.countries and theirs.countries and not countries:
        text = f"addresses in {', '.join(sorted(ours.countries))} and {', '.join(sorted(theirs.countries))}"
        return Evidence("address", Side.AGAINST, text, OTHER_ADDRESS)
    if codes:
        return Evidence("address", Side.FOR, f"addresses share the postal code {codes[0]}", SAME_CODE)
    if places:
        return Evidence("address", Side.FOR, f"addresses share {max(places, key=len)}", SAME_PLACE)
    if countries:
        return Evidence("address", Side.FOR, f"addresses in the same country {', '.join(countries)}", SAME_HOME)
    return Evidence("address", Side.AGAINST, "addresses have nothing in common", OTHER_ADDRESS)
