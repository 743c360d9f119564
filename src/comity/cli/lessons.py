"""``comity lessons``: what an office has learnt of other states, counted by reason."""

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.office_folder import Folder, open_office
from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.errors import BadInputError, Place
from comity.law.states import read_state, state_name
from comity.law.vocabulary import MEASURES

State = Annotated[str | None, typer.Option("--state", help="Only lessons about this state.")]
Measure = Annotated[str, typer.Option("--measure", help="Only lessons about this measure.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write our own lessons as a bundle (.json) to be sealed.")]
Giver = Annotated[str | None, typer.Option("--from", help="With --out: the state that gives the bundle.")]


def lessons(
    state: State = None,
    measure: Measure = "",
    out: Out = None,
    giver: Giver = None,
    folder: Folder = None,
    json: JsonFlag = False,
) -> None:
    """Show what an office has learnt of other states, by reason, or write its own lessons for another state."""
    about = read_state(state) if state else ""
    if (out is None) != (giver is None):
        raise BadInputError("--out and --from belong together: a bundle says which state gives it")
    if measure and measure not in MEASURES:
        raise BadInputError(f"'{measure}' is none; one of {', '.join(MEASURES)}", Place(field="measure"))
    gives = read_state(giver) if giver else ""
    open_office(folder)
    if out is None:
        _show(about, measure, json=json)
    else:
        _give(out, gives, about, measure, json=json)


def _give(out: Path, giver: str, state: str, measure: str, *, json: bool) -> None:
    """Write the office's own lessons as a bundle."""
    from comity.knowledge.contributions.selectors import confirmed  # noqa: PLC0415 - needs the office
    from comity.knowledge.lessons.bundle import lessons_bundle  # noqa: PLC0415
    from comity.knowledge.lessons.models import Lesson  # noqa: PLC0415

    own = [lesson for lesson in confirmed(Lesson, state, measure) if not lesson.origin]
    _write(out, lessons_bundle(own, giver))
    if json:
        print_json({"written": str(out), "from": giver, "lessons": len(own)})
    else:
        print_line(f"{len(own)} lessons written to {out}; seal them with 'comity seal'.")


def _show(state: str, measure: str, *, json: bool) -> None:
    """What was learnt of each state, and the steps that it adds to the next request."""
    from comity.knowledge.playbooks.selectors import learnt_by_state  # noqa: PLC0415 - needs the office

    held = learnt_by_state(state, measure)
    if json:
        print_json({"lessons": held})
        return
    if not held:
        print_line("No confirmed lesson yet. On the page of a request: write down what was learnt.")
    for told in held:
        name = state_name(told["state"])
        rows = ((_words(one.reason), one.failed, one.other, one.latest, " ".join(one.advice)) for one in told["learnt"])
        print_table(name, ("Reason", "Failed", "Otherwise", "Latest", "What to do"), rows)
        steps = [one for one in told["playbook"] if not one["left_out"]]
        made = ((_words(one["measure"]), _words(one["kind"]), one["days"], one["title"]) for one in steps)
        print_table(f"{name}: playbook of the next request", ("Measure", "Task", "Within days", "Step"), made)
        print_line()


def _words(code: str) -> str:
    return code.replace("_", " ")


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lessons")(lessons)
