"""Clocks of the office's own practice: no law sets them, so each says that it is practice."""

import datetime as dt

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

# A limit that is over for longer, with nothing said about it, goes to the head of the desk; a reason speaks for a
# while and has to be given anew after that. Nothing puts a limit off: it is kept, or it is explained.
ESCALATED_AFTER = dt.timedelta(days=7)
REASON_SPEAKS = dt.timedelta(days=14)

PRACTICE: tuple[ClockRule, ...] = (CHASE,)
