"""From features to a calibrated score: an additive model, so that every part of the score can be told."""

import math
from dataclasses import asdict, dataclass
from functools import cache

from comity.screening.features import NAMES, NameFeatures
from comity.screening.tables import model
from comity.screening.tokens import Kind

# Where a feature bends: below and above these values it may count differently.
KNOTS: dict[str, tuple[float, ...]] = {
    "covered": (0.6, 0.75, 0.85, 0.93),
    "covered_least": (0.35, 0.5, 0.65, 0.8, 0.92),
    "worst": (0.5, 0.7, 0.85, 0.95),
    "mean": (0.6, 0.8, 0.9, 0.97),
    "telling": (0.7, 1.2, 1.8),
    "clash": (0.3, 0.7),
    "extra": (0.5, 1.2),
    "whole": (0.5, 0.7, 0.85),
}
PRODUCTS: tuple[tuple[str, str], ...] = (("covered_least", "telling"),)
# More of these can never lower a score, more of those never raise it, whatever the fitted pairs were like.
RAISING = frozenset({"covered", "covered_least", "worst", "mean", "telling", "words", "whole"})
LOWERING = frozenset({"clash", "extra", "turned", "form_clash", "single"})
UNUSED = frozenset({"other_script"})


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature added to the score (positive) or took from it (negative), in logits against a neutral value."""

    feature: str
    value: float
    logit: float


def expanded(features: NameFeatures) -> dict[str, dict[str, float]]:
    """The numbers that each feature gives to the model, by feature."""
    values = asdict(features)
    out = {name: _stretches(name, value) for name, value in values.items() if name not in UNUSED}
    for first, second in PRODUCTS:
        out[first][f"{first}*{second}"] = values[first] * values[second]
    return out


def _stretches(name: str, value: float) -> dict[str, float]:
    """How far a value reaches into each stretch between the knots of its feature; each has a slope of its own."""
    edges = (0.0, *KNOTS.get(name, ()))
    ends = (*edges[1:], math.inf)
    return {f"{name}>{low}": max(0.0, min(value, high) - low) for low, high in zip(edges, ends, strict=True)}


def sign_of(number: str) -> int:
    """Whether a number may only raise (1) or only lower (-1) the score, or both (0)."""
    feature = number.partition(">")[0].partition("*")[0]
    return (feature in RAISING) - (feature in LOWERING)


def model_of(kind: Kind, features: NameFeatures) -> str:
    """Which of the fitted models speaks: names of people in one script, across scripts, or names of companies."""
    if kind is Kind.COMPANY:
        return "company"
    return "person_across" if features.other_script else "person"


def name_logit(kind: Kind, features: NameFeatures) -> float:
    """The score of two names in logits: 0 is as likely as not among near misses."""
    intercept, slopes, products = slopes_of(model_of(kind, features))
    total = intercept
    for name, low, high, weight in slopes:
        value = getattr(features, name)
        if value > low:
            total += weight * (min(value, high) - low)
    for first, second, weight in products:
        total += weight * getattr(features, first) * getattr(features, second)
    return total


Slope = tuple[str, float, float, float]


@cache
def slopes_of(name: str) -> tuple[float, tuple[Slope, ...], tuple[tuple[str, str, float], ...]]:
    """A model as the stretches and products that have a weight."""
    fitted = model(name)
    weights: dict[str, float] = {n: w for n, w in fitted["weights"].items() if w}
    slopes: list[Slope] = []
    for feature in NAMES:
        edges = (0.0, *KNOTS.get(feature, ()))
        for low, high in zip(edges, (*edges[1:], math.inf), strict=True):
            weight = weights.get(f"{feature}>{low}")
            if weight:
                slopes.append((feature, low, high, weight))
    products = tuple((a, b, weights[f"{a}*{b}"]) for a, b in PRODUCTS if f"{a}*{b}" in weights)
    return float(fitted["intercept"]), tuple(slopes), products


def parts_of(kind: Kind, features: NameFeatures) -> tuple[Part, ...]:
    """How much each feature counted, the weightiest first."""
    fitted = model(model_of(kind, features))
    weights: dict[str, float] = fitted["weights"]
    values = asdict(features)
    parts = [
        Part(
            name, values[name], sum(weights.get(k, 0.0) * (v - fitted["centre"].get(k, 0.0)) for k, v in group.items())
        )
        for name, group in expanded(features).items()
    ]
    return tuple(sorted(parts, key=lambda part: -abs(part.logit)))


def probability(logit: float) -> float:
    """Logits as a probability between 0 and 1."""
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, logit))))


def logit(chance: float) -> float:
    """A probability between 0 and 1 as logits."""
    held = min(1.0 - 1e-12, max(1e-12, chance))
    return math.log(held / (1.0 - held))
