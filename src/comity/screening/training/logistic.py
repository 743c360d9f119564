"""Logistic regression by gradient descent with a small penalty on large weights; deterministic."""

import math
from collections.abc import Sequence
from operator import mul

Row = Sequence[float]


def fit(
    rows: Sequence[Row], answers: Sequence[int], signs: Sequence[int], *, penalty: float = 1e-3, rounds: int = 500
) -> tuple[float, list[float]]:
    """The intercept and the weights (for the values as given) that best tell the answers 1 from the answers 0.

    A weight whose sign is 1 stays at or above 0, one whose sign is -1 at or below.
    """
    width, count = len(rows[0]), len(rows)
    columns = list(zip(*rows, strict=True))
    means = [sum(column) / count for column in columns]
    spreads = [
        math.sqrt(sum((v - m) ** 2 for v in column) / count) or 1.0 for column, m in zip(columns, means, strict=True)
    ]
    scaled = [[(v - m) / s for v, m, s in zip(row, means, spreads, strict=True)] for row in rows]
    turned = list(zip(*scaled, strict=True))
    weights = [0.0] * width
    intercept = 0.0
    speed, inertia, decay = [0.0] * (width + 1), 0.9, 0.5
    for _ in range(rounds):
        errors = [_sigmoid(intercept + sum(map(mul, weights, row))) - y for row, y in zip(scaled, answers, strict=True)]
        slopes = [sum(map(mul, errors, column)) / count for column in turned]
        speed[0] = inertia * speed[0] - decay * sum(errors) / count
        intercept += speed[0]
        for k in range(width):
            speed[k + 1] = inertia * speed[k + 1] - decay * (slopes[k] + penalty * weights[k])
            weights[k] += speed[k + 1]
            if weights[k] * signs[k] < 0:
                weights[k] = speed[k + 1] = 0.0
    plain = [w / s for w, s in zip(weights, spreads, strict=True)]
    return intercept - sum(w * m for w, m in zip(plain, means, strict=True)), plain


def _sigmoid(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, value))))
