"""What the office asks of a safeguard review beyond the law: its own practice, and said to be so."""

import datetime as dt

EVIDENCE_DAYS = 180
EVIDENCE_SOURCE = "Practice of this office; no article sets how old evidence on a country may be"


def is_recent(day: dt.date, on: dt.date) -> bool:
    """Whether evidence on a country of that day is recent enough on another."""
    return on - day <= dt.timedelta(days=EVIDENCE_DAYS)
