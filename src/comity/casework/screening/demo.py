"""Screening in the synthetic office: an invented list, a screening, and hits on which the two reviewers are at work."""

import csv
import datetime as dt
import tempfile
from pathlib import Path

from comity.casework.accounts.models import User
from comity.casework.background.queue import work_off
from comity.casework.cases.models import Case
from comity.casework.screening.decisions import Outcome
from comity.casework.screening.lists import list_keep
from comity.casework.screening.models import ScreeningHit, ScreeningRun
from comity.casework.screening.reviewing import hit_act
from comity.casework.screening.running import Asked, screening_begin

_NAME = "invented-watch-list"
_COLUMNS = ("id", "schema", "name", "alias", "birthDate", "nationality", "passportNumber", "topics")
# Nobody on this list exists. Some entries resemble people of the synthetic case, in other scripts too.
_ENTRIES = (
    ("INV-001", "Person", "Ян Форбельд", "Jan Voorbeeld", "1971-04-03", "nl", "XX0000001", "invented"),
    ("INV-002", "Person", "Oscar Ejemplo Ficticio", "", "", "uy", "", "invented"),
    ("INV-003", "Person", "Maria Verzonnen", "", "1975-11", "nl", "", "invented"),
    ("INV-004", "Company", "Voorbeeld Consult B.V.", "", "", "nl", "", "invented"),
    ("INV-005", "Person", "样例人", "Yangli Ren", "1980-01-01", "cn", "", "invented"),
    ("INV-006", "Person", "مثال المخترع", "Mithal al-Mukhtara", "1969", "eg", "", "invented"),
)


def screening_demo(*, case: Case, people: dict[str, User], folder: Path, on: dt.date) -> ScreeningRun:
    """Keep an invented list, screen the case against it, and leave one hit decided, one proposed and the rest open."""
    anna, pia = people["anna"], people["pia"]
    _invented_list(folder, on)
    asked = Asked("sanctions_check", "Due diligence before the freezing request (synthetic).")
    day = on - dt.timedelta(days=20)
    run = screening_begin(case=case, asked=asked, on=day, actor=anna, who=anna.identity(strong=True))
    work_off()
    _proposed(run, "oscar", Outcome.DIFFERENT, "The photograph shows somebody else (synthetic)", pia, day)
    decided = _proposed(run, "jan", Outcome.SAME, "Same passport number and day of birth", anna, day)
    if decided is not None:
        hit_act(
            hit=decided, action="confirm", revision=decided.revision, on=day, actor=pia, who=pia.identity(strong=True)
        )
    return run


def _proposed(
    run: ScreeningRun, key: str, outcome: Outcome, reason: str, by: User, day: dt.date
) -> ScreeningHit | None:
    hit = ScreeningHit.everything.filter(last_run=run, party__key=key).order_by("-score").first()
    if hit is None:
        return None
    return hit_act(
        hit=hit,
        action="propose",
        revision=hit.revision,
        on=day,
        actor=by,
        who=by.identity(strong=True),
        outcome=outcome.value,
        reason=reason,
    )


def _invented_list(folder: Path, on: dt.date) -> None:
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / f"{_NAME}.csv"
        with source.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_COLUMNS)
            writer.writerows(_ENTRIES)
        list_keep(source=source, folder=folder, name=_NAME, retrieved=(on - dt.timedelta(days=21)).isoformat())
