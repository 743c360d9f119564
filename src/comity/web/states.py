"""States and territories as a list to choose from, in the language of the page."""

from functools import cache

from django.utils import translation

from comity.law.store import read_data


def state_choices() -> list[tuple[str, str]]:
    """Code and name, sorted by name."""
    return _choices((translation.get_language() or "en").partition("-")[0])


@cache
def _choices(language: str) -> list[tuple[str, str]]:
    from babel import Locale  # noqa: PLC0415 - slow to import, needed on one page

    names = Locale(language).territories
    rows = read_data("codes.json")["codes"]
    found = [
        (code, names.get(row.get("alpha2", ""), code))
        for code, row in rows.items()
        if row["kind"] in {"state", "territory"}
    ]
    return sorted(found, key=lambda pair: pair[1])
