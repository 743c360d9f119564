"""The Latin spellings that a word of another script is likely to have, the likeliest first."""

from functools import lru_cache
from heapq import nlargest
from itertools import islice, product

from comity.screening.han_names import LANGUAGES, character_gains, in_each_language, spellings_in
from comity.screening.scripts import Script
from comity.screening.sound import sound
from comity.screening.tables import letter_chance, spelling
from comity.screening.tokens import HAN_PART, Kind, Name, Token

# How many spellings are followed at once, how many of one chunk, and how far behind the best one may be (logarithm).
# How many sounds are followed at once, how many spellings of one chunk, how far behind the best one (logarithm).
WIDTH, CHOICES, BEHIND = 14, 6, 6.0
MOST_SPELLINGS, KEPT_SPELLINGS, LONGEST, MOST_WORDS = 16, 12, 62, 30

Option = tuple[str, float]
_HEARD = str.maketrans("bpfvckqgxdtszjlr", "bbffkkkkkttsssrr", "aeiouyhw")
_ARTICLES, _SHORTEST = ("al", "el"), 5
_OWN = frozenset({Script.LATIN, Script.DIGIT, Script.OTHER})


@lru_cache(maxsize=200_000)
def likely_spellings(token: Token) -> tuple[str, ...]:
    """The usual spelling of a word first, then other likely ones: of a Latin word, itself without an Arabic article."""
    if token.script in _OWN or not token.latin or not token.units:
        text = token.latin or token.text
        bare = without_article(text)
        return (text, bare) if bare != text else (text,)
    as_a_whole = _in_each_language(token.units) if token.family == HAN_PART else ()
    return tuple(dict.fromkeys((token.latin, *as_a_whole, *_spellings(token.units, token.script))))[:MOST_SPELLINGS]


def without_article(latin: str) -> str:
    """A word without the Arabic article that some write as a part of it."""
    return latin[2:] if latin.startswith(_ARTICLES) and len(latin) > _SHORTEST else latin


def kept_spellings(token: Token) -> tuple[str, ...]:
    """The likely spellings that a quick look compares."""
    return tuple(text[:LONGEST] for text in likely_spellings(token)[:KEPT_SPELLINGS])


def heard(token: Token) -> str:
    """The sound of a word in its usual spelling; a word that nobody can spell stays as it is."""
    return sound(token.latin) if token.latin else token.text


def looked_at(name: Name) -> tuple[Token, ...]:
    """The words of a name that a look compares: its core and, of a person, particles, which elsewhere are syllables."""
    if name.kind is Kind.COMPANY or not name.core:
        return (name.core or name.tokens)[:MOST_WORDS]
    return tuple([t for t in name.tokens if t.compared])[:MOST_WORDS]


@lru_cache(maxsize=100_000)
def _in_each_language(units: tuple[str, ...]) -> tuple[str, ...]:
    """A part of a Chinese name as each language reads it, in two spellings that sound apart where there are two."""
    found: list[str] = []
    for marked, _ in in_each_language(units) if len(units) > 1 else _alone(units):
        choices = [spellings_in(unit[0], unit[1]) for unit in marked]
        usual = "".join(texts[0] for texts in choices)
        others = ("".join(each) for each in islice(product(*(texts[:3] for texts in choices)), 1, 6))
        heard = sound(usual)
        found.extend((usual, *islice((text for text in others if sound(text) != heard), 1)))
    return tuple(found)


def _alone(units: tuple[str, ...]) -> list[tuple[tuple[str, ...], float]]:
    """The readings of a surname of one character."""
    return [((language + units[0],), 0.0) for language in LANGUAGES if spellings_in(language, units[0])]


@lru_cache(maxsize=100_000)
def _spellings(units: tuple[str, ...], script: Script) -> tuple[str, ...]:
    """The best spelling of each of the likeliest sounds; what sounds alike so far is followed once."""
    longest = 1 if script is Script.HAN else spelling(script).longest_source
    beams: list[dict[str, Option]] = [{"": ("", 0.0)}, *({} for _ in units)]
    for start in range(len(units)):
        so_far = nlargest(WIDTH, beams[start].values(), key=_chance_of)
        for size in range(1, min(longest, len(units) - start) + 1):
            options = _options("".join(units[start : start + size]), script, size)
            ahead = beams[start + size]
            for text, chance in so_far:
                for more, step in options:
                    whole = text + more
                    heard = whole.translate(_HEARD) + whole[-1:]
                    if heard not in ahead or ahead[heard][1] < chance + step:
                        ahead[heard] = whole, chance + step
    best = nlargest(MOST_SPELLINGS, beams[-1].values(), key=_chance_of)
    return tuple(text for text, chance in best if text and chance > best[0][1] - BEHIND)


def _chance_of(found: Option) -> tuple[float, str]:
    return found[1], found[0]


@lru_cache(maxsize=50_000)
def _options(chunk: str, script: Script, size: int) -> tuple[Option, ...]:
    """The likeliest spellings of a chunk, with the logarithm of their chance; a letter nobody can spell is silent."""
    gains = character_gains(chunk) if script is Script.HAN else spelling(script).gains.get(chunk, {})
    chance = letter_chance()
    found = [(text, gain + sum(chance.get(letter, -6.0) for letter in text)) for text, gain in gains.items()]
    if not found:
        return (("", -3.0),) if size == 1 else ()
    return tuple(nlargest(CHOICES, found, key=_chance_of))
