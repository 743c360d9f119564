"""Fits the scorer to labelled pairs of names: ``python -m comity.screening.training.fit_scorer PAIRS.csv OUT.json``.

The pairs are a CSV file with left, right, kind (person or company), same (1 or 0) and source; only pairs whose licence
lets the fitted numbers ship may be in it. docs/screening.md names the sources of the numbers that ship.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.screening.features import NameFeatures, name_features
from comity.screening.reading import alternatives, read_name
from comity.screening.scorer import expanded, model_of, sign_of
from comity.screening.tokens import Kind
from comity.screening.training.logistic import fit


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of names, whose it is, and whether it is the same person or company."""

    left: str
    right: str
    kind: Kind
    same: int


def read_examples(path: Path) -> Iterator[Example]:
    """The labelled pairs of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Example(row["left"], row["right"], Kind(row["kind"]), int(row["same"]))


def seen(example: Example) -> NameFeatures:
    """What the comparison of a pair sees, in the best of its alternatives."""
    options = [
        name_features(read_name(a, example.kind), read_name(b, example.kind))[1]
        for a in alternatives(example.left)
        for b in alternatives(example.right)
    ]
    return max(options, key=lambda f: f.covered + f.covered_least + f.mean)


def fit_scorer(examples: Iterable[Example]) -> dict[str, Any]:
    """The numbers of every model, from labelled pairs."""
    groups: dict[str, list[tuple[dict[str, float], int]]] = {}
    for example in examples:
        features = seen(example)
        numbers = {k: v for group in expanded(features).values() for k, v in group.items()}
        groups.setdefault(model_of(example.kind, features), []).append((numbers, example.same))
    return {name: _one(rows) for name, rows in sorted(groups.items())}


def _one(rows: list[tuple[dict[str, float], int]]) -> dict[str, Any]:
    names = list(rows[0][0])
    numbers = [[row[n] for n in names] for row, _ in rows]
    intercept, weights = fit(numbers, [same for _, same in rows], [sign_of(n) for n in names])
    centre = {n: round(sum(row[n] for row, _ in rows) / len(rows), 4) for n in names}
    return {
        "pairs": len(rows),
        "intercept": round(intercept, 4),
        "weights": {n: round(w, 4) for n, w in zip(names, weights, strict=True)},
        "centre": centre,
    }


if __name__ == "__main__":
    pairs, out = Path(sys.argv[1]), Path(sys.argv[2])
    text = json.dumps(fit_scorer(read_examples(pairs)), indent=1, ensure_ascii=False)
    out.write_text(text + "\n", encoding="utf-8")
