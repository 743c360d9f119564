"""How long an answer may take: the law data sets no clock for this office, so it is practice and says so."""

import datetime as dt

ANSWER_DAYS = 30
NOTICE_DAYS = 7
PRACTICE = "Practice of this office; no article sets it"


def answer_due(received: dt.date) -> dt.date:
    """The day by which the person has an answer."""
    return received + dt.timedelta(days=ANSWER_DAYS)


def notice_due(decided: dt.date) -> dt.date:
    """The day by which the states that received the data are told."""
    return decided + dt.timedelta(days=NOTICE_DAYS)
