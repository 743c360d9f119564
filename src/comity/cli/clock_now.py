"""The moment of a command: the pure rooms have no clock, so the command line reads it for them."""

import datetime as dt


def now() -> dt.datetime:
    """Give this moment in UTC, in whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
