"""``comity profile``: one page of everything the data knows of a state as requested state."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.cli.route import On, read_measures, read_on
from comity.common.errors import BadInputError, Place
from comity.law.age import OLD_AFTER_YEARS
from comity.law.profile_page import ProfilePage, profile_page
from comity.law.profile_section import Entry, Section
from comity.law.states import read_state
from comity.law.vocabulary import MEASURES

State = Annotated[str, typer.Argument(metavar="STATE", help="A name or three-letter code.")]
Measure = Annotated[str, typer.Option("--measure", help=f"One of {', '.join(MEASURES)}, or any.")]
OldAfter = Annotated[int, typer.Option("--old-after", min=0, help="After how many years a fact is called old.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write the page as Markdown (.md).")]
_SHOWN = 12


def profile(
    state: State,
    measure: Measure = "any",
    on: On = None,
    old_after: OldAfter = OLD_AFTER_YEARS,
    out: Out = None,
    json: JsonFlag = False,
) -> None:
    """Show everything the data knows of a state as requested state, dated and graded, and what is missing."""
    page = profile_page(read_state(state), read_on(on), read_measures(measure), old_after)
    if out is not None:
        _write(out, page)
    if json:
        print_json(page)
    elif out is not None:
        print_line(f"Written: {out}")
    else:
        _print(page)


def _print(page: ProfilePage) -> None:
    counted = ", ".join(f"{count} {badge}" for badge, count in page.ages.items())
    print_line(f"{page.name} ({page.state}) as requested state, {page.on}: {counted} facts", style="bold")
    print_line("'Not evidenced' is not 'no'. ⇄ marks entries on the same thing, to be read side by side.")
    for part in page.measures:
        _print_sections(MEASURES[part.measure].capitalize(), part.sections)
    _print_sections("For every measure", page.general)


def _print_sections(title: str, sections: Iterable[Section]) -> None:
    print_line()
    held = list(sections)
    rows = [row for one in held for row in _rows(one)]
    if rows:
        print_table(title, ("Subject", "What is known", "Age"), rows)
    missing = [one.missing.removeprefix("not evidenced: ") for one in held if one.missing]
    if missing:
        print_line(f"{title}, not evidenced: {'; '.join(missing)}.")


def _rows(one: Section) -> Iterable[tuple[str, str, str]]:
    for index, entry in enumerate(one.entries[:_SHOWN]):
        yield one.title if index == 0 else "", _told(entry), f"{entry.age.badge} {entry.age.as_of} {entry.age.grade}"
    if len(one.entries) > _SHOWN:
        yield "", f"… and {len(one.entries) - _SHOWN} more (--json or --out holds them)", ""


def _told(entry: Entry) -> str:
    return f"{'⇄ ' if entry.side_by_side else ''}{entry.about}: {entry.says}{entry.cited}"


def _write(out: Path, page: ProfilePage) -> None:
    from comity.law.profile_markdown import as_markdown  # noqa: PLC0415 - only for a file

    if out.suffix.lower() != ".md":
        raise BadInputError("the profile is written as Markdown (.md)", Place(str(out)))
    try:
        out.write_text(as_markdown(page), encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("profile")(profile)
