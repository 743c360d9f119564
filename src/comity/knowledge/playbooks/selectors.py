"""Reading the playbook of a state and a measure: each confirmed lesson is a step, unless somebody took it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from comity.casework.requests.models import Request
from comity.casework.tasks.kinds import TaskKind
from comity.casework.tasks.playbooks import Playbook, Step
from comity.common.errors import BadInputError, Place
from comity.knowledge.contributions.selectors import confirmed
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.lessons.selectors import learnt_about
from comity.knowledge.playbooks.kinds import LEARNT_DAYS, TASKS
from comity.knowledge.playbooks.models import StepChange
from comity.knowledge.reasons import EXPLAINED, Reason
from comity.law.states import state_name

_PREFIX = "learnt"


@dataclass(frozen=True, slots=True)
class LearntStep:
    """The step that one lesson is, with the lesson, and what a person has made of it."""

    lesson: Lesson
    step: Step
    change: StepChange | None

    @property
    def left_out(self) -> bool:
        """Whether somebody has taken it out of the playbook."""
        return self.change is not None and self.change.left_out

    def as_data(self) -> dict[str, Any]:
        """As programs read it."""
        step, lesson = self.step, self.lesson
        told = {"lesson": str(lesson.uid), "state": lesson.state, "measure": lesson.measure, "left_out": self.left_out}
        names = ("kind", "title", "why", "owners", "days", "source", "language")
        return told | {name: getattr(step, name) for name in names}


def step_of(lesson: Lesson) -> LearntStep:
    """The step of a lesson as it stands today."""
    change = StepChange.objects.select_related("changed_by").filter(lesson=lesson).first()
    return _step(lesson, change)


def learnt_steps(state: str = "", measure: str = "") -> list[LearntStep]:
    """Every step learnt about a state and a measure, those that were left out as well; the newest lesson first."""
    lessons = list(confirmed(Lesson, state, measure))
    changes = {one.lesson_id: one for one in StepChange.objects.select_related("changed_by").filter(lesson__in=lessons)}
    return [_step(lesson, changes.get(lesson.pk)) for lesson in lessons]


def _step(lesson: Lesson, change: StepChange | None) -> LearntStep:
    kind, owners = TASKS[Reason(lesson.reason)]
    step = Step(
        key=str(lesson.uid),
        kind=TaskKind(change.kind) if change and change.kind else kind,
        title=change.title if change and change.title else lesson.advice,
        why=lesson.text,
        owners=tuple(owner.value for owner in owners),
        days=LEARNT_DAYS if change is None or change.days is None else change.days,
        source=_source(lesson),
        language=lesson.language,
    )
    return LearntStep(lesson, step, change)


def _source(lesson: Lesson) -> str:
    given = f", given by {state_name(lesson.origin)}" if lesson.origin else ""
    return f"Lesson of {lesson.learnt_on.isoformat()}{given}: {EXPLAINED[Reason(lesson.reason)]}"


def learnt_playbooks(steps: Iterable[LearntStep]) -> list[Playbook]:
    """The playbooks that steps make, one for each state and measure."""
    grouped: dict[tuple[str, str], list[LearntStep]] = {}
    for one in steps:
        if not one.left_out:
            grouped.setdefault((one.lesson.state, one.lesson.measure), []).append(one)
    return [_book(state, measure, held) for (state, measure), held in sorted(grouped.items())]


def _book(state: str, measure: str, steps: list[LearntStep]) -> Playbook:
    about = f"What earlier requests to {state_name(state)} for {measure.replace('_', ' ')} taught, one step a lesson."
    title = f"{state_name(state)}, {measure.replace('_', ' ')}: what was learnt"
    key = f"{_PREFIX}-{state}-{measure}"
    return Playbook(key, title, about, max(one.lesson.learnt_on for one in steps), _once(steps))


def _once(steps: list[LearntStep]) -> tuple[Step, ...]:
    """The same advice from two requests is one step; the newest lesson's stands."""
    return tuple({one.step.title.casefold(): one.step for one in reversed(steps)}.values())[::-1]


def playbook_for(request: Request) -> Playbook | None:
    """The playbook of a request's counterpart and measure; None where nothing was learnt."""
    if request.direction != "outgoing":
        return None
    return next(iter(learnt_playbooks(learnt_steps(request.counterpart, request.measure))), None)


def learnt_playbook(request: Request) -> Playbook:
    """The same, for somebody who asks for its tasks."""
    found = playbook_for(request)
    if found is None:
        raise BadInputError("nothing was learnt yet about this state and this measure", Place(field="playbook"))
    return found


def learnt_by_state(state: str = "", measure: str = "") -> list[dict[str, Any]]:
    """For programs: what the lessons say of each state, by reason, and the steps of the playbook that they are."""
    steps = learnt_steps(state, measure)
    states = dict.fromkeys(one.lesson.state for one in steps)
    return [
        {
            "state": code,
            "learnt": learnt_about(code, measure),
            "playbook": [one.as_data() for one in steps if one.lesson.state == code],
        }
        for code in states
    ]
