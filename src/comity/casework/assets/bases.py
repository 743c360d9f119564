"""Legal bases for returning and sharing assets, as the law data has them: nothing is offered that is not in it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from comity.law.between import between
from comity.law.bilateral import bilaterals
from comity.law.instruments import instruments

_MEASURE, _PURPOSE = "return_of_assets", "return"


@dataclass(frozen=True, slots=True)
class ReturnBasis:
    """One instrument as a basis for return: its article, and whether it is evidenced to bind each pair of states."""

    id: str
    title: str
    article: str
    says: str
    source: str
    rules: tuple[tuple[str, str], ...]
    applies: tuple[tuple[str, str, str], ...]


def known_bases(states: Iterable[str]) -> dict[str, str]:
    """Instruments that the law data knows as a basis for return: id and title; treaties only between these states."""
    named = set(states)
    found = {i.id: i.title for i in instruments().values() if _MEASURE in i.measures}
    treaties = (t for t in bilaterals() if _PURPOSE in t.purposes and (not named or named >= set(t.parties)))
    return found | {treaty.id: treaty.title for treaty in treaties}


def return_basis(basis: str, states: Iterable[str], on: dt.date) -> ReturnBasis | None:
    """What the law data says about a basis: article, rules on return, and its standing between the parties on a day."""
    title = known_bases(()).get(basis)
    if title is None:
        return None
    instrument = instruments().get(basis)
    measure = instrument.measures.get(_MEASURE) if instrument else None
    rules = instrument.rules_for(_MEASURE) if instrument else ()
    return ReturnBasis(
        basis,
        title,
        measure.article if measure else "",
        measure.says if measure else "",
        str(instrument.source) if instrument else "",
        tuple((rule.article, rule.says) for rule in rules),
        tuple(_applies(basis, pair, on) for pair in combinations(sorted(set(states)), 2)),
    )


def _applies(basis: str, pair: tuple[str, str], on: dt.date) -> tuple[str, str, str]:
    found = next((entry for entry in between(*pair, on, _PURPOSE) if entry.id == basis), None)
    return (*pair, found.applies if found else "not_evidenced")
