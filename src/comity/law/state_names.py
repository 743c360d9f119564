"""What people call a state: as treaties print it, as it is said, or in any language of Unicode's locale data."""

from collections.abc import Iterator
from functools import cache

from comity.law.depositary.names import codes_of, name_key
from comity.law.store import read_data

_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
_SHORTEST = 4
_MOST = 3
_NEAR = 0.8


def codes_called(name: str) -> tuple[str, ...]:
    """The codes of the states and territories that a name can mean; none where nobody calls one so."""
    key = name_key(name)
    return _spoken().get(key, ()) or codes_of(name) or _official().get(key, ()) or _in_any_language().get(key, ())


def codes_near(name: str) -> tuple[str, ...]:
    """The codes of those whose name holds these words or is spelled much like them; none where too many are."""
    import difflib  # noqa: PLC0415 - only for the sentence after a slip

    sought = name_key(name)
    if len(sought) < _SHORTEST:
        return ()
    names = _suggested()
    within = _distinct(names[key] for key in names if f" {sought}" in f" {key}")
    if len(within) > _MOST:
        return ()
    near = _distinct(names[key] for key in difflib.get_close_matches(sought, names, n=_MOST, cutoff=_NEAR))
    return tuple(dict.fromkeys((*within, *near)))[:_MOST]


def _distinct(meant: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for codes in meant for code in codes))


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    """What people say; a name that two share is not taken for the one of them whose name a depositary prints so."""
    data = read_data("names.json")
    said = {key: (code,) for key, (code, _source) in data["spoken"].items()}
    return said | {key: tuple(codes) for key, (codes, _source) in data["shared"].items()}


@cache
def _official() -> dict[str, tuple[str, ...]]:
    """The names by which the codes themselves are published, as every suggestion shows them."""
    rows = read_data("codes.json")["codes"].items()
    return {name_key(row["name"]): (code,) for code, row in rows if _is_current(row)}


@cache
def _suggested() -> dict[str, tuple[str, ...]]:
    """The names that are suggested after a slip: what is printed, what is said, and those of the six languages."""
    printed = {key: tuple(codes) for key, codes in read_data("names.json")["names"].items()}
    return _names_in(_LANGUAGES) | _official() | printed | _spoken()


@cache
def _in_any_language() -> dict[str, tuple[str, ...]]:
    """Every name of every state in every language; a second's work, done only for what nothing else knows."""
    from babel import localedata  # noqa: PLC0415 - slow to import, and seldom needed

    languages = (one for one in localedata.locale_identifiers() if "_" not in one or one == "zh_Hant")
    return _names_in(tuple(languages))


@cache
def _names_in(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    from babel import localedata  # noqa: PLC0415 - slow to import, and seldom needed

    codes = {row["alpha2"]: code for code, row in read_data("codes.json")["codes"].items() if _is_current(row)}
    found: dict[str, set[str]] = {}
    for language in languages:
        for two, name in localedata.load(language).get("territories", {}).items():
            if two in codes and name != two:
                found.setdefault(name_key(name), set()).add(codes[two])
    return {key: tuple(sorted(meant)) for key, meant in found.items()}


def _is_current(row: dict[str, object]) -> bool:
    return "alpha2" in row and row["kind"] != "withdrawn"
