"""What is watched for time limits: a request, a proceeding, an asset; each subject says which of its records are."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from comity.casework.cases.models import Case
from comity.casework.deadlines.practice import ESCALATED_AFTER, REASON_SPEAKS
from comity.casework.lifecycle import Lifecycle

_SOON = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that a record itself names, where no rule has to be counted."""

    title: str
    day: dt.date
    effect: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """One record whose limits run: how the log knows it, where it stands, and whose clocks are read for it.

    ``subject`` and ``key`` are those of its log entries, and ``subject`` is also the name of its page. ``owners`` are
    the first parts of the clocks that apply (a legal basis, a state, "office"), ``calendars`` the states whose offices
    must work on the last day, ``dated`` the dates that the record names itself. ``begins`` is for clocks that do not
    start on the day of the event: clock -> the day from which it counts, None where that day is not known.
    """

    subject: str
    pk: int
    key: str
    case: Case
    table: Lifecycle
    state: str
    owners: frozenset[str]
    calendars: tuple[str, ...] = ()
    dated: tuple[Dated, ...] = ()
    begins: Mapping[str, dt.date | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a limit that is over was not kept: in whose words, on which day."""

    reason: str
    by: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date that matters: what is due, since which event, why, and how near it is on the day of asking.

    ``kind`` names the limit among those of its record, ``explained`` is the newest reason where it was not kept.
    """

    about: Watched
    title: str
    event: str
    event_day: dt.date
    due: dt.date
    act_by: dt.date
    effect: str
    article: str
    source: str
    reasoning: tuple[str, ...]
    on: dt.date
    kind: str = ""
    explained: Explained | None = None

    @property
    def days_left(self) -> int:
        """Days until one must have acted; negative when it is over."""
        return (self.act_by - self.on).days

    @property
    def urgency(self) -> str:
        """How near it is: over, soon or later."""
        if self.act_by < self.on:
            return "over"
        return "soon" if self.act_by - self.on <= _SOON else "later"

    @property
    def is_silent(self) -> bool:
        """Whether it is over and nobody has said why, or the reason was given too long ago to speak still."""
        return self.urgency == "over" and (self.explained is None or self.on - self.explained.day > REASON_SPEAKS)

    @property
    def is_escalated(self) -> bool:
        """Whether it is for the head of the desk: over for long, and silent."""
        return self.is_silent and self.on - self.act_by > ESCALATED_AFTER
