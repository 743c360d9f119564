"""``comity network --negotiate``: what a treaty office could negotiate, ranked by what it would open."""

import csv
import datetime as dt
import io
from collections import Counter
from pathlib import Path

from comity.cli.output import print_json, print_line, print_table
from comity.cli.route import read_measures
from comity.common.errors import BadInputError, Place
from comity.law.matrix import solve_pairs
from comity.law.negotiation import Opening, negotiation_list
from comity.law.states import state_name, un_members
from comity.law.supposition import pairs_of

_SHOWN = 40
_OVER = ("closed", "withdrawn", "results_complete", "feedback_given")
_HEAD = ("rank", "move", "about", "open_requests", "pairs", "worsened", "when_it_asks", "when_it_is_asked")


def negotiation(
    state: str | None, measure: str, on: dt.date, out: Path | None, folder: Path | None, *, json: bool
) -> None:
    """Rank accessions, withdrawn reservations and new treaties for one state and one measure."""
    if state is None or measure == "any":
        raise BadInputError("--negotiate needs --state and one --measure")
    if out is not None and out.suffix.lower() != ".csv":
        raise BadInputError("the negotiation list is written as .csv", Place(str(out)))
    name = read_measures(measure)[0]
    requests = _open_requests(folder) if folder else Counter[str]()
    now = tuple(solve_pairs(pairs_of(state, un_members()), name, on))
    ranked = negotiation_list(state, name, on, un_members(), now, requests)
    if out is not None:
        _write(out, ranked)
    if json:
        print_json({"state": state, "measure": name, "on": on, "moves": [_data(one) for one in ranked]})
        return
    rows = (
        (one.move.replace("_", " "), one.about, one.requests or "", one.pairs, one.worsened) for one in ranked[:_SHOWN]
    )
    title = f"{state_name(state)}, {name}, {on}: negotiation list"
    print_table(title, ("Move", "Instrument or state", "Open requests", "Pairs improved", "Worsened"), rows)
    if len(ranked) > _SHOWN:
        print_line(f"{len(ranked) - _SHOWN} more: --json or --out FILE.csv")
    print_line("Not in the data: whether an instrument is open to the state, or another state would agree.")
    if out is not None:
        print_line(f"Written: {out}")


def _open_requests(folder: Path) -> Counter[str]:
    """How many requests of an office are open, by requested state."""
    from comity.cli.office_folder import open_office  # noqa: PLC0415 - needs the office

    open_office(folder)
    from comity.casework.requests.models import Request  # noqa: PLC0415

    held = Request.everything.filter(direction="outgoing").exclude(state__in=_OVER)
    return Counter(held.values_list("counterpart", flat=True))


def _data(one: Opening) -> dict[str, object]:
    sides = {"when_it_asks": one.asks, "when_it_is_asked": one.asked}
    counts = {"open_requests": one.requests, "pairs": one.pairs, "worsened": one.worsened}
    return {"move": one.move.value, "about": one.about, **counts, **sides}


def _write(out: Path, ranked: tuple[Opening, ...]) -> None:
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(_HEAD)
    for rank, one in enumerate(ranked, start=1):
        sides = (" ".join(one.asks), " ".join(one.asked))
        lines.writerow((rank, one.move.value, one.about, one.requests, one.pairs, one.worsened, *sides))
    try:
        out.write_text(text.getvalue(), encoding="utf-8", newline="")
    except OSError as error:
        raise BadInputError(f"cannot be written: {error.strerror}", Place(str(out))) from None
