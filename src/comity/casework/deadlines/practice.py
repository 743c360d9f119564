"""Clocks of the office's own practice: no law sets them, so each says that it is practice."""

from comity.common.source import Source
from comity.law.clocks import ClockRule, Limit

_PRACTICE = Source("Practice of this office; no article sets it")

CHASE = ClockRule(
    id="office/chase",
    title="Ask what has become of the request",
    starts_from="the last time we sent or asked",
    article="none",
    effect="The next step of the reminder ladder is due: reminder, liaison, call, diplomatic note, another route.",
    source=_PRACTICE,
    limit=Limit(30, "days"),
    nature="target",
)

PRACTICE: tuple[ClockRule, ...] = (CHASE,)
