"""Denial of safe haven in the synthetic office: a person looked out for, a hit under consultation, a file half done."""

import datetime as dt
import tempfile
from pathlib import Path

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.entry.checking import Applicant, Occasion, entry_check
from comity.casework.entry.consulting import consultation_write
from comity.casework.entry.files import file_take
from comity.casework.entry.lookouts import lookout_set
from comity.casework.people.models import Party

# Nobody in this file exists; the passport of the third row is that of the synthetic case.
_APPLICANTS = """reference,name,birth_date,nationality,passport
V-0001,Erfunden Beispielsdottir,1990-05-01,is,YY1000001
V-0002,محمد المثال,1984,eg,YY1000002
V-0003,J. A. Voorbeeld,1971-04-03,nl,XX0000001
V-0004,,1977,nl,YY1000004
"""


def entry_demo(*, case: Case, people: dict[str, User], on: dt.date) -> None:
    """Look out for one person, let the immigration desk meet them once, and leave a file of applicants waiting."""
    anna, ida = people["anna"], people["ida"]
    now = dt.datetime.combine(on - dt.timedelta(days=2), dt.time(10), dt.UTC)
    jan = Party.everything.select_related("case", "wall").get(case=case, key="jan")
    contact = "International desk of the example prosecution office, +31 00 000 0001 (invented)"
    lookout_set(
        party=jan,
        ground="Arrest warrant of the example court (synthetic)",
        contact=contact,
        on=on - dt.timedelta(days=30),
        actor=anna,
        who=anna.identity(strong=True),
    )
    occasion = Occasion("residence", "RES-2026-0815", now, on - dt.timedelta(days=2))
    answer = entry_check(
        applicant=Applicant(("Йоханнес Альбертус Ворбельд",), "1971-04-03", "NLD", ("XX 0000001",)),
        occasion=occasion,
        actor=ida,
        who=ida.identity(),
    )
    for consultation in answer.consultations:
        consultation_write(
            consultation=consultation,
            text="The applicant has an appointment next week. Is this the person? (synthetic)",
            revision=consultation.revision,
            on=occasion.on,
            actor=ida,
            who=ida.identity(),
        )
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "applicants.csv"
        path.write_text(_APPLICANTS, encoding="utf-8")
        file_take(
            path=path,
            name="applicants.csv",
            occasion=Occasion("visa", "VISA-2026-47", now, on),
            actor=ida,
            who=ida.identity(),
        )
