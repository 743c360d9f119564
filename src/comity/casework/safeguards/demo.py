"""Safeguard reviews of the synthetic office."""

import datetime as dt

from comity.casefile.requests import Check
from comity.casework.safeguards.checks import checks_for
from comity.casework.safeguards.reviewing import Answers, Evidence

_REASON = "Read against the file and the country reports below; invented for this demonstration."


def demo_answers(measure: str, day: dt.date) -> Answers:
    """A review in which every check is clear, on invented evidence of some weeks before."""
    names = checks_for(measure)
    evidence = (
        Evidence(
            "Country report of an invented observer", day - dt.timedelta(days=30), "Nothing against it (synthetic)."
        ),
        Evidence(
            "Judgment of an invented court",
            day - dt.timedelta(days=75),
            "Detention was found to be in order (synthetic).",
            "torture" if "torture" in names else "",
        ),
    )
    return Answers(dict.fromkeys(names, Check.CLEAR.value), dict.fromkeys(names, _REASON), evidence)
