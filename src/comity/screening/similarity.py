"""How alike two words of two names are, and by what: the same word, a spelling, a short form, a slip."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from comity.screening.scripts import Script
from comity.screening.sound import sound_alike
from comity.screening.tables import spelling
from comity.screening.tokens import HAN_PART, Role, Token
from comity.screening.transliteration import spelled

SAME_FAMILY = 0.93
INITIAL = 0.8
NOT_ALIKE = 0.0
HAN_NAME_TYPICAL = 0.93
HAN_STRICT = 1.5
HAN_LOWEST = 0.5
LOWEST_SOUND = 45.0
_ARTICLE = ("ا", "ل")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two words are (0 to 1) and by what kind of evidence, in words for the explanation."""

    value: float
    how: str


SAME = Likeness(1.0, "same word")
_NOTHING = Likeness(NOT_ALIKE, "")


@lru_cache(maxsize=400_000)
def likeness(left: Token, right: Token) -> Likeness:
    """Compare two words of two names."""
    if left.text == right.text or (left.latin == right.latin and left.script is right.script is Script.LATIN):
        return SAME
    special = _special(left, right)
    if special is None:
        return _spelling(left, right)
    if special.how in {"initial", ""}:
        return special
    return max(special, _spelling(left, right), key=lambda found: found.value)


def _special(left: Token, right: Token) -> Likeness | None:
    if Role.NUMBER in {left.role, right.role}:
        return _NOTHING
    if Role.INITIAL in {left.role, right.role}:
        return _initial(left, right)
    if left.family and left.family == right.family and left.family != HAN_PART:
        meaning = left.family.startswith("word:")
        return Likeness(SAME_FAMILY, "same meaning" if meaning else "form of the same name")
    return None


def _initial(left: Token, right: Token) -> Likeness:
    short, long = (left, right) if left.role is Role.INITIAL else (right, left)
    if short.latin and long.latin.startswith(short.latin[0]):
        return Likeness(INITIAL, "initial")
    return _NOTHING


def _spelling(left: Token, right: Token) -> Likeness:
    if left.script is right.script:
        return _same_script(left, right)
    if left.script is Script.LATIN:
        return _across(right, left.latin)
    if right.script is Script.LATIN:
        return _across(left, right.latin)
    if not left.latin or not right.latin or Script.OTHER in {left.script, right.script}:
        return _NOTHING
    both = _across(left, right.latin).value, _across(right, left.latin).value
    return Likeness(max(both) * 0.95, f"read from {left.script} and {right.script}")


def _across(foreign: Token, latin: str) -> Likeness:
    if foreign.script in {Script.OTHER, Script.DIGIT} or not latin:
        return _NOTHING
    if foreign.script is not Script.HAN and _unlike(foreign.latin, latin):
        return _NOTHING
    typical = HAN_NAME_TYPICAL if foreign.family == HAN_PART else spelling(foreign.script).typical
    value = spelled(foreign.units, foreign.script, latin)
    if foreign.script is Script.ARABIC and foreign.units[:2] == _ARTICLE and len(foreign.units) > 4:
        value = max(value, spelled(foreign.units[2:], foreign.script, latin))
    share = min(1.0, value / typical)
    if foreign.family == HAN_PART:  # every syllable has to be there: a name that is half right is another name
        share = 1.0 - HAN_STRICT * (1.0 - share)
        share = share if share >= HAN_LOWEST else NOT_ALIKE
    return Likeness(share, f"read from {foreign.script}")


def _unlike(left: str, right: str) -> bool:
    """Whether two words sound so different that the exact look is not worth its time."""
    if sound_alike(left, right) >= LOWEST_SOUND:
        return False
    return not (left.startswith("al") and len(left) > 4 and sound_alike(left[2:], right) >= LOWEST_SOUND)


def _same_script(left: Token, right: Token) -> Likeness:
    if left.script is Script.HAN:
        return _han(left, right)
    slip = OSA.normalized_similarity(left.text, right.text)
    if left.script is Script.ARABIC:
        slip = max(slip, OSA.normalized_similarity(_bare(left), _bare(right)))
    if left.script is not Script.LATIN:
        return Likeness(slip, "spelled almost the same") if slip > 0.4 else _NOTHING
    if slip < 0.3 or (slip < 0.75 and sound_alike(left.latin, right.latin) < LOWEST_SOUND):
        return _NOTHING if slip < 0.5 else Likeness(slip, "spelled almost the same")
    typical = spelling(Script.LATIN).typical
    first, second = sorted((left, right), key=lambda t: t.latin)
    sound = min(1.0, spelled(first.units, Script.LATIN, second.latin) / typical)
    if sound >= slip:
        return Likeness(sound, "spelling variant")
    return Likeness(slip, "spelled almost the same")


def _bare(token: Token) -> str:
    text = token.text.removeprefix("ال").replace("ة", "ه")
    return text or token.text


def _han(left: Token, right: Token) -> Likeness:
    if left.units == right.units:
        return Likeness(1.0, "traditional and simplified form of the same word")
    if left.latin == right.latin and len(left.units) == len(right.units) > 2:
        return Likeness(0.9, "characters of the same sound")
    value = OSA.normalized_similarity(left.units, right.units)
    return Likeness(value, "characters in common") if value >= 0.5 and len(left.units) > 2 else _NOTHING
