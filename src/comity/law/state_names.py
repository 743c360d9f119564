"""What people call a state: as treaties print it, as it is said, or in any language of Unicode's locale data."""

from functools import cache

from comity.law.depositary.names import codes_of, name_key
from comity.law.store import read_data


def codes_called(name: str) -> tuple[str, ...]:
    """The codes of the states and territories that a name can mean; none where nobody calls one so."""
    return codes_of(name) or _spoken().get(name_key(name), ()) or _in_any_language().get(name_key(name), ())


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    return {key: (code,) for key, (code, _source) in read_data("names.json")["spoken"].items()}


@cache
def _in_any_language() -> dict[str, tuple[str, ...]]:
    """Every name of every state in every language; a second's work, done only for what nothing else knows."""
    from babel import localedata  # noqa: PLC0415 - slow to import, and seldom needed

    codes = {row["alpha2"]: code for code, row in read_data("codes.json")["codes"].items() if _is_current(row)}
    found: dict[str, set[str]] = {}
    for language in localedata.locale_identifiers():
        if "_" in language and language != "zh_Hant":
            continue
        for two, name in localedata.load(language).get("territories", {}).items():
            if two in codes and name != two:
                found.setdefault(name_key(name), set()).add(codes[two])
    return {key: tuple(sorted(meant)) for key, meant in found.items()}


def _is_current(row: dict[str, object]) -> bool:
    return "alpha2" in row and row["kind"] != "withdrawn"
