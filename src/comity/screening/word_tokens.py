"""A word of a name as a token: its part in the name, its Latin spelling, and how telling it is."""

from functools import lru_cache

from comity.screening.scripts import Script
from comity.screening.tables import families, rarity, spelled_scripts, words
from comity.screening.tokens import Kind, Role, Token, token_of
from comity.screening.units import units_of, usual_latin

PATRONYMIC = 0.4
_PATRONYMICS = (
    "ovich",
    "evich",
    "ovych",
    "yovych",
    "ovna",
    "evna",
    "ivna",
    "yivna",
    "ovitch",
    "evitch",
    "owicz",
    "iyevna",
)


@lru_cache(maxsize=200_000)
def make_token(folded: str, script: Script, kind: Kind) -> Token:
    """A token from a folded word: its part in the name, its pieces, its Latin spelling, how telling it is."""
    text = folded.replace("'", "") if script is not Script.HEBREW else folded
    if script is Script.DIGIT or text.isdigit():
        return token_of(text, Script.DIGIT, text, (text,), Role.NUMBER, 0.6)
    script = script if script in spelled_scripts() or script is Script.HAN else Script.OTHER
    pieces = units_of(text, script)
    latin = usual_latin(pieces, script) if script is not Script.OTHER else ""
    role = _role(text, script, kind, latin)
    family = families("nicknames").get(latin, "") if kind is Kind.PERSON else ""
    return token_of(text, script, latin, pieces, role, _weight(latin, role, kind), family)


def _role(text: str, script: Script, kind: Kind, latin: str) -> Role:
    if kind is Kind.PERSON:
        if text in words("titles"):
            return Role.TITLE
        if text in words("particles"):
            return Role.PARTICLE
        if len(text) == 1 and script not in {Script.HAN, Script.HANGUL}:
            return Role.INITIAL
    elif script is Script.LATIN and latin in words("small_words"):
        return Role.PARTICLE
    return Role.NAME


def _weight(latin: str, role: Role, kind: Kind) -> float:
    if role is Role.INITIAL:
        return 0.15
    if role in {Role.PARTICLE, Role.TITLE}:
        return 0.05
    weight = rarity(kind.value).get(latin, 1.0)
    return min(weight, PATRONYMIC) if kind is Kind.PERSON and latin.endswith(_PATRONYMICS) else weight
