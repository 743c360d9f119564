"""The facts that a request alleges, in the vocabulary of the conduct's elements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from comity.common.errors import BadInputError, Place
from comity.common.money import Money
from comity.law.conduct import Conduct, limbs, requirements

AMOUNT = "amount"
_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Alleged:
    """What is alleged: values of elements, requirements met or not, and the amount; anything else is not alleged."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    met: Mapping[str, bool] = field(default_factory=dict)
    amount: Money | None = None

    def of(self, element: str) -> tuple[str, ...]:
        """The values alleged for one element; empty where none is."""
        return self.values.get(element, ())


def read_alleged(key: str, facts: Mapping[str, str | Sequence[str]] | None) -> Alleged:
    """Take alleged facts: element to value or values, requirement to true or false, amount to money."""
    allowed = _allowed(key)
    values: dict[str, tuple[str, ...]] = {}
    met: dict[str, bool] = {}
    amount: Money | None = None
    for name, raw in (facts or {}).items():
        given = (raw,) if isinstance(raw, str) else tuple(raw)
        if name == AMOUNT:
            amount = _money(given)
        elif name in allowed:
            values[name] = _values(name, given, allowed[name])
        elif name in requirements():
            met[name] = _flag(name, given)
        else:
            raise _unknown(name, [*allowed, *requirements(), AMOUNT])
    return Alleged(values, met, amount)


def concerned(key: str, alleged: Alleged) -> tuple[Conduct, ...]:
    """Return the limbs that the alleged facts can belong to; every limb where the facts do not say."""
    every = limbs(key)
    return tuple(limb for limb in every if _fits(limb, alleged)) or every


def _fits(limb: Conduct, alleged: Alleged) -> bool:
    elements = (e for e in limb.elements if alleged.of(e.id))
    return all(set(e.values) & set(alleged.of(e.id)) for e in elements)


def _allowed(key: str) -> dict[str, tuple[str, ...]]:
    allowed: dict[str, tuple[str, ...]] = {}
    for limb in limbs(key):
        for element in limb.elements:
            known = allowed.get(element.id, ())
            allowed[element.id] = (*known, *(v for v in element.values if v not in known))
    return allowed


def _values(name: str, given: tuple[str, ...], allowed: tuple[str, ...]) -> tuple[str, ...]:
    for value in given:
        if value not in allowed:
            raise BadInputError(f"'{value}' is not one of {', '.join(allowed)}", Place(field=name))
    return given


def _flag(name: str, given: tuple[str, ...]) -> bool:
    if len(given) != 1 or given[0] not in _FLAGS:
        raise BadInputError("must be alleged as true or false", Place(field=name))
    return _FLAGS[given[0]]


def _money(given: tuple[str, ...]) -> Money:
    parts = given[0].split() if len(given) == 1 else []
    if len(parts) != 2:
        raise BadInputError("write the amount and its currency, for instance '45000 CNY'", Place(field=AMOUNT))
    return Money.parse(parts[0], parts[1])


def _unknown(name: str, known: list[str]) -> BadInputError:
    near = get_close_matches(name, known, n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(known)}"
    return BadInputError(f"there is no element '{name}' of this conduct; {hint}")
