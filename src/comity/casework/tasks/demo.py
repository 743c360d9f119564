"""Tasks of the synthetic case: the first day's playbook partly done, and two tasks of people's own."""

import datetime as dt

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.tasks.kinds import TaskKind
from comity.casework.tasks.playbooks import playbook
from comity.casework.tasks.services import Wanted, playbook_apply, task_end, task_set


def tasks_demo(*, case: Case, people: dict[str, User], on: dt.date) -> None:
    """Set what a case in mid-flight has to do."""
    anna, pia = people["anna"], people["pia"]
    who = anna.identity(strong=True)
    begun = on - dt.timedelta(days=69)
    made = playbook_apply(case=case, book=playbook("first-24-hours"), start=begun, actor=anna, who=who)
    for task in made[:-1]:
        task_end(task=task, state="done", reason="Done (synthetic).", revision=1, actor=anna, who=who)
    translate = Wanted(
        TaskKind.TRANSLATE,
        "Have the reports of the works depot translated into English",
        "The judge abroad reads them in English only (synthetic).",
        {"day": (on + dt.timedelta(days=2)).isoformat()},
        ("evidence", "EV-2"),
    )
    task_set(case=case, wanted=translate, actor=anna, who=who, owner=pia)
    chase = Wanted(
        TaskKind.FOLLOW_UP, "Ask when the remaining bank records will come", about=("request", "bank-records-che")
    )
    task_set(case=case, wanted=chase, actor=anna, who=who, owner=anna)
