"""``comity network``: who can ask whom for what, where no route is evidenced, and what one accession would change."""

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.cli.route import On, read_measures, read_on
from comity.common.errors import BadInputError, Place
from comity.law.matrix import Cell, ordered_pairs, solve_pairs
from comity.law.network import Connectivity, Gap, connectivity, connectivity_of_all, gaps
from comity.law.states import read_state, state_name, un_members
from comity.law.supposition import Act, Change, Effect, effect_of, openings, pairs_of, read_supposition

State = Annotated[str | None, typer.Option("--state", help="Only the pairs of this state.")]
Measure = Annotated[
    str | None, typer.Option("--measure", help="One measure, or any with --state or --if; else extradition.")
]
If = Annotated[str | None, typer.Option("--if", help="'STATE accedes|leaves INSTRUMENT': what would change.")]
Openings = Annotated[bool, typer.Option("--openings", help="With --state: rank the instruments it could join.")]
Negotiate = Annotated[
    bool, typer.Option("--negotiate", help="With --state: rank accessions, withdrawn reservations and new treaties.")
]
Office = Annotated[Path | None, typer.Option("--dir", help="With --negotiate: an office whose open requests count.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write the pairs as .csv, or a picture as .svg beside a .csv.")]
_LARGEST = 5
_ACTS = {
    Act.ACCEDES: "were bound by",
    Act.LEAVES: "were no longer bound by",
    Act.WITHDRAWS: "had declared nothing under",
}
_PAIRS = ("measure", "requesting", "requested", "verdict", "basis")
_CHANGES = ("measure", "requesting", "requested", "before", "before_basis", "after", "after_basis")


def network(
    state: State = None,
    measure: Measure = None,
    on: On = None,
    if_: If = None,
    openings_: Openings = False,
    negotiate: Negotiate = False,
    folder: Office = None,
    out: Out = None,
    json: JsonFlag = False,
) -> None:
    """Show the network of routes, one state's place in it, its gaps, and what one accession would change."""
    day, suffix = read_on(on), out.suffix.lower() if out else ".csv"
    if suffix not in {".csv", ".svg"}:
        raise BadInputError("the pairs are written as .csv and the picture as .svg", Place(str(out)))
    one = read_state(state) if state else None
    if if_ is not None:
        _suppose(if_, measure or "any", day, out, json=json)
    elif negotiate:
        from comity.cli.network_negotiation import negotiation  # noqa: PLC0415 - may need an office

        negotiation(one, measure or "extradition", day, out, folder, json=json)
    elif openings_:
        _openings(one, measure or "extradition", day, out, json=json)
    elif one is not None:
        _of_state(one, read_measures(measure or "any"), day, out, json=json)
    else:
        _of_all(measure or "extradition", day, out, json=json)


def _of_state(state: str, measures: Sequence[str], on: dt.date, out: Path | None, *, json: bool) -> None:
    if out is not None and out.suffix.lower() == ".svg" and len(measures) > 1:
        raise BadInputError("a picture is about one measure; give --measure")
    solved = {name: tuple(solve_pairs(pairs_of(state, un_members()), name, on)) for name in measures}
    found = [connectivity(cells, state, name) for name, cells in solved.items()]
    if out is not None:
        _write_cells(out, solved)
        if out.suffix.lower() == ".svg":
            _draw(out, state, measures[0], on, solved[measures[0]], found)
    if json:
        pairs = [] if out else [_cell(name, cell) for name, cells in solved.items() for cell in cells]
        print_json({"state": state, "on": on, "connectivity": found, "pairs": pairs})
        return
    rows = [(item.measure, *_side(item)) for item in found]
    print_table(
        f"{state_name(state)}, {on}: states with an evidenced route", ("Measure", "It may ask", "May ask it"), rows
    )
    if len(found) == 1:
        print_line(f"No evidenced route to: {', '.join(found[0].as_requesting.without) or 'none'}")
        print_line(f"No evidenced route from: {', '.join(found[0].as_requested.without) or 'none'}")
    print_line("'Not evidenced' is not 'no': the data may be silent. --json or --out holds every pair.")
    _told(out)


def _of_all(measure: str, on: dt.date, out: Path | None, *, json: bool) -> None:
    if measure == "any":
        raise BadInputError("all pairs are solved for one measure, not any; or name a --state")
    name = read_measures(measure)[0]
    cells = tuple(solve_pairs(ordered_pairs(un_members()), name, on))
    found, blocks = connectivity_of_all(cells, name), gaps(cells, name, on, _LARGEST)
    counts = Counter(cell.verdict.value for cell in cells)
    if out is not None:
        _write_cells(out, {name: cells})
        if out.suffix.lower() == ".svg":
            _draw(out, None, name, on, cells, found)
    if json:
        pairs = [] if out else [_cell(name, cell) for cell in cells]
        document = {"measure": name, "on": on, "verdicts": counts, "connectivity": found, "gaps": blocks}
        print_json({**document, "pairs": pairs})
        return
    print_table(f"{name}, {on}: {len(cells)} pairs", ("Verdict", "Pairs"), counts.most_common())
    print_line()
    print_table(
        "Largest blocks without an evidenced route",
        ("Pairs", "Requesting", "Requested", "Own law not in the data"),
        ((*_gap_row(gap), _few(gap.law_unknown)) for gap in blocks),
    )
    _told(out)


def _suppose(sentence: str, measure: str, on: dt.date, out: Path | None, *, json: bool) -> None:
    supposed = read_supposition(sentence)
    effects = [effect_of(supposed, name, on, un_members()) for name in read_measures(measure)]
    if out is not None:
        _write_changes(out, effects)
    if json:
        print_json({"if": supposed, "on": on, "effects": effects})
        return
    rows = [(e.measure, len(e.improved), len(e.worsened), e.other_basis) for e in effects if not e.note]
    title = f"If {state_name(supposed.state)} {_ACTS[supposed.act]} {supposed.instrument} on {on}: pairs of states"
    if rows:
        print_table(title, ("Measure", "Improved", "Worsened", "Other basis"), rows)
    for effect in effects:
        for word, changes in (("improved", effect.improved), ("worsened", effect.worsened)):
            if changes:
                print_line(f"{effect.measure}, {word}: {_partners(changes, supposed.state)}")
    for note in dict.fromkeys(effect.note for effect in effects if effect.note):
        print_line(note)
    print_line("A supposition: nothing else changes; whether the instrument is open to the state is not in the data.")
    _told(out)


def _openings(state: str | None, measure: str, on: dt.date, out: Path | None, *, json: bool) -> None:
    if state is None or measure == "any":
        raise BadInputError("--openings needs --state and one --measure")
    name = read_measures(measure)[0]
    now = tuple(solve_pairs(pairs_of(state, un_members()), name, on))
    effects = openings(state, name, on, un_members(), now)
    alone = connectivity(now, state, name).without_either_way()
    if out is not None:
        _write_changes(out, effects)
    if json:
        document = {"state": state, "measure": name, "on": on, "openings": effects}
        print_json({**document, "without_either_way": alone})
        return
    rows = [(e.supposed.instrument, len(e.improved), len(e.worsened), e.other_basis) for e in effects]
    title = f"{state_name(state)}, {measure}, {on}: what joining would open"
    print_table(title, ("Instrument", "Pairs improved", "Worsened", "Other basis"), rows)
    print_line(f"No route is evidenced in either direction with: {', '.join(alone) or 'none'}")
    print_line("Not in the data: whether an instrument is open to the state, or was joined after the sources speak.")
    _told(out)


def _partners(changes: Iterable[Change], state: str) -> str:
    asks = sorted(c.requested for c in changes if c.requesting == state)
    asked = sorted(c.requesting for c in changes if c.requested == state)
    return f"when it asks: {', '.join(asks) or 'none'}; when it is asked: {', '.join(asked) or 'none'}"


def _side(item: Connectivity) -> tuple[str, str]:
    sides = (item.as_requesting, item.as_requested)
    one, other = (f"{side.routed} of {side.routed + len(side.without)}" for side in sides)
    return one, other


def _gap_row(gap: Gap) -> tuple[object, str, str]:
    return gap.pairs, _few(gap.requesting), _few(gap.requested)


def _few(states: Sequence[str]) -> str:
    shown = ", ".join(states[:12])
    return f"{len(states)}: {shown}, …" if len(states) > 12 else f"{len(states)}: {shown}"


def _cell(measure: str, cell: Cell) -> dict[str, Any]:
    return dict(zip(_PAIRS, (measure, cell.requesting, cell.requested, cell.verdict.value, cell.basis), strict=True))


def _draw(
    out: Path, state: str | None, measure: str, on: dt.date, cells: Sequence[Cell], found: Sequence[Connectivity]
) -> None:
    from comity.law.network_picture import picture_of_all, picture_of_state  # noqa: PLC0415 - only for a picture

    spoken = measure.replace("_", " ").capitalize()
    if state is None:
        text = picture_of_all(found, f"{spoken}: states that can ask each state, {on}")
    else:
        text = picture_of_state(cells, state, f"{spoken}: routes of {state_name(state)}, {on}")
    _write(out, text)


def _write_cells(out: Path, solved: dict[str, tuple[Cell, ...]]) -> None:
    rows = (
        [name, c.requesting, c.requested, c.verdict.value, c.basis] for name, cells in solved.items() for c in cells
    )
    _write(out.with_suffix(".csv"), _csv(_PAIRS, rows))


def _write_changes(out: Path, effects: Sequence[Effect]) -> None:
    if out.suffix.lower() != ".csv":
        raise BadInputError("what an accession would change is written as .csv", Place(str(out)))
    openings_of = len({effect.supposed for effect in effects}) > 1
    head = (*(("instrument",) if openings_of else ()), *_CHANGES)
    rows = (
        [*([effect.supposed.instrument] if openings_of else []), effect.measure, *_change(change)]
        for effect in effects
        for change in (*effect.improved, *effect.worsened)
    )
    _write(out, _csv(head, rows))


def _change(change: Change) -> tuple[str, ...]:
    before, after = (change.before.value, change.before_basis), (change.after.value, change.after_basis)
    return change.requesting, change.requested, *before, *after


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(head)
    table.writerows(rows)
    return text.getvalue()


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None


def _told(out: Path | None) -> None:
    if out is not None:
        names = [out] if out.suffix.lower() == ".csv" else [out, out.with_suffix(".csv")]
        print_line(f"Written: {', '.join(map(str, names))}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("network")(network)
