"""What the office asks of a voluntary return beyond the law: its own practice, and said to be so."""

import datetime as dt

COOLING_OFF_DAYS = 14
COOLING_OFF_SOURCE = "Practice of this office; no article sets it"


def cooling_off_ends(given_on: dt.date) -> dt.date:
    """The last day of the time in which a consent to return may not be acted upon."""
    return given_on + dt.timedelta(days=COOLING_OFF_DAYS)
