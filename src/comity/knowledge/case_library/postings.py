"""The index as it is read: written in SQL, for a search asks it several times while somebody waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

_ENOUGH = 1000  # summaries with a word, counted to find the rarest
# The summaries with one word, the weightiest first; what else must hold of a summary is added to it.
_WITH_WORD = (
    "SELECT p.entry_id, p.weight{} FROM knowledge_libraryposting p WHERE p.token_id = %s"
    " AND EXISTS (SELECT 1 FROM knowledge_librarycase c WHERE c.id = p.entry_id AND c.status = 'confirmed'{}){}"
    " ORDER BY p.weight DESC, p.entry_id DESC LIMIT {}"
)
_OTHER = "SELECT {} FROM knowledge_libraryposting o WHERE o.entry_id = p.entry_id AND o.token_id IN ({})"
_TAGGED = (
    " AND EXISTS (SELECT 1 FROM knowledge_librarytag t WHERE t.entry_id = p.entry_id AND t.kind = %s"
    " AND t.value IN ({}))"
)
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM knowledge_libraryposting WHERE token_id IN ({}) LIMIT {}) n"


@dataclass(frozen=True, slots=True)
class Limits:
    """What must hold of a summary besides its words: tags of each kind, and how many months the case took."""

    tags: tuple[tuple[str, tuple[str, ...]], ...] = ()
    least_months: int | None = None
    most_months: int | None = None


def with_words(lead: int, rest: Sequence[Sequence[int]], limits: Limits, most: int) -> dict[int, int]:
    """The confirmed summaries that have a word and one of each other list, with the weight of all of them together."""
    weights, others = "", ""
    before: list[int | str] = []
    after: list[int | str] = []
    for tokens in rest:
        places = _places(tokens)
        weights += f" + ({_OTHER.format('max(o.weight)', places)})"
        others += f" AND EXISTS ({_OTHER.format('1', places)})"
        before += tokens
        after += tokens
    for kind, values in limits.tags:
        others += _TAGGED.format(_places(values))
        after += [kind, *values]
    months, bounds = _months(limits)
    with connection.cursor() as cursor:
        cursor.execute(_WITH_WORD.format(weights, months, others, int(most)), [*before, lead, *bounds, *after])
        return dict(cursor.fetchall())


def spread(tokens: Sequence[int]) -> int:
    """In how many summaries one of the words stands, counted no further than is needed to find the rarest."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(_places(tokens), _ENOUGH), list(tokens))
        return int(cursor.fetchone()[0])


def _months(limits: Limits) -> tuple[str, list[int]]:
    asked = ((" AND c.shortest >= %s", limits.least_months), (" AND c.longest <= %s", limits.most_months))
    held = [(text, bound) for text, bound in asked if bound is not None]
    return "".join(text for text, _ in held), [bound for _, bound in held]


def _places(values: Sequence[object]) -> str:
    """As many places as there are values; no value is ever written into the text of a question."""
    return ", ".join(["%s"] * len(values))
