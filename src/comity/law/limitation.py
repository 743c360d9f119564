"""Limitation of prosecution: which period the maximum penalty brings, and what stays open while it is unknown."""

from collections.abc import Iterator
from dataclasses import dataclass

from comity.common.errors import BadInputError
from comity.law.clocks import Band, ClockRule, Limit
from comity.law.facts import BEYOND_ALL_MONTHS, Facts, spoken

_PENALTIES = ("penalty.requesting.max_months", "penalty.requested.max_months")


@dataclass(frozen=True, slots=True)
class Period:
    """The period that runs: its limit, or none where nothing is time-barred or the penalty is unknown."""

    limit: Limit | None
    article: str = ""
    reasoning: tuple[str, ...] = ()
    possible: tuple[tuple[str, Limit | None], ...] = ()


def period_of(rule: ClockRule, facts: Facts) -> Period:
    """Find the period of a clock: its own limit, or the band into which the maximum penalty falls."""
    if not rule.bands:
        return Period(rule.limit)
    penalty = _penalty(rule, facts)
    if penalty is None:
        ask = f"The period depends on the maximum penalty under the law of {rule.penalty_of}, which is unknown"
        return Period(None, "", (f"{ask}: give {' or '.join(_PENALTIES)}.",), tuple(_possible(rule)))
    band = next((band for band in rule.bands if band.covers(penalty)), None)
    if band is None:
        raise BadInputError(f"'{rule.id}' has no period for a maximum penalty of {penalty} months")
    return Period(_limit(band, penalty), band.article, tuple(_told(band, penalty)))


def _penalty(rule: ClockRule, facts: Facts) -> int | None:
    given = {value for key in _PENALTIES if isinstance(value := facts.get(key), int)}
    if len(given) > 1:
        raise BadInputError(
            f"two maximum penalties are given; '{rule.id}' takes the one under the law of {rule.penalty_of}"
        )
    return given.pop() if given else None


def _limit(band: Band, penalty: int) -> Limit | None:
    return Limit(penalty, "months") if band.equals_penalty else band.limit


def _told(band: Band, penalty: int) -> Iterator[str]:
    months = spoken(penalty) if penalty >= BEYOND_ALL_MONTHS else f"{penalty} months"
    limit = _limit(band, penalty)
    yield f"With a maximum penalty of {months} the period is {limit or 'unlimited'} (art. {band.article})."
    if band.says:
        yield band.says


def _possible(rule: ClockRule) -> Iterator[tuple[str, Limit | None]]:
    words = {"at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than"}
    for place, band in enumerate(rule.bands):
        months = spoken(band.months) if band.months >= BEYOND_ALL_MONTHS else f"{band.months} months"
        length = "as long as the penalty" if band.equals_penalty else str(band.limit or "no limitation")
        first = "otherwise, " if place else ""
        penalty = f"maximum penalty {words[band.comparison]} {months}"
        yield f"{first}{penalty}: {length} (art. {band.article})", band.limit
