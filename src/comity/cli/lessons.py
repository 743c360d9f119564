"""``comity lessons``: what an office has learnt of other states, counted by reason."""

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.cli.serve import Folder, open_office
from comity.common.errors import BadInputError, Place
from comity.law.states import parse_state, state_name

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
    one = parse_state(state) if state else ""
    if (out is None) != (giver is None):
        raise BadInputError("--out and --from belong together: a bundle says which state gives it")
    open_office(folder)
    from comity.knowledge.contributions.selectors import confirmed  # noqa: PLC0415 - needs the office
    from comity.knowledge.lessons.models import Lesson  # noqa: PLC0415
    from comity.knowledge.lessons.selectors import learnt_about  # noqa: PLC0415

    found = list(confirmed(Lesson, one, measure))
    if out is not None and giver is not None:
        from comity.knowledge.lessons.bundle import lessons_bundle  # noqa: PLC0415

        own = [lesson for lesson in found if not lesson.origin]
        _write(out, lessons_bundle(own, parse_state(giver)))
        print_line(f"{len(own)} lessons written to {out}; seal them with 'comity seal'.")
        return
    states = list(dict.fromkeys(lesson.state for lesson in found))
    learnt = {code: learnt_about(code, measure) for code in states}
    if json:
        print_json({"lessons": [{"state": code, "learnt": rows} for code, rows in learnt.items()]})
        return
    for code, rows in learnt.items():
        shown = (
            (row.reason.replace("_", " "), row.failed, row.other, row.latest, " ".join(row.advice)) for row in rows
        )
        print_table(state_name(code), ("Reason", "Failed", "Otherwise", "Latest", "What to do"), shown)
        print_line()
    if not found:
        print_line("No confirmed lesson yet. On the page of a request: write down what was learnt.")


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
