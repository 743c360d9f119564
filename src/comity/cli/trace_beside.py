"""What the exhibit of a trace has beside it: assets and their owners, ownership, net worth; each from a file."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from comity.common.errors import BadInputError, Place
from comity.tracing.rules import CAPPED
from comity.tracing.table_files import csv_rows

if TYPE_CHECKING:
    from comity.drafting.trace_exhibit_funds import Beside, HeldThing, OwnershipShown
    from comity.tracing.ledger_rows import Row
    from comity.tracing.ownership.holdings import Register
    from comity.tracing.trace import Trace

_COLUMNS = "account asset owner where third_party interest good_faith".split()
_FAITH = {"": None, "true": True, "false": False}
MOST_CHARTS = 5


@dataclass(frozen=True, slots=True)
class BesideFiles:
    """The files that were given."""

    assets: Path | None = None
    holdings: Path | None = None
    net_worth: Path | None = None


def read_beside(found: "Trace", files: BesideFiles, language: str = "en") -> "Beside":
    """Read the files and draw up what they add to the exhibit, for the rule that leaves least at rest."""
    from comity.drafting.trace_exhibit import day_of_exhibit  # noqa: PLC0415 - printing is slow to import
    from comity.drafting.trace_exhibit_funds import Beside  # noqa: PLC0415 - printing is slow to import
    from comity.tracing.net_worth import read_net_worth  # noqa: PLC0415
    from comity.tracing.ownership.read import read_holdings  # noqa: PLC0415

    if files.assets is None and files.holdings is not None:
        raise BadInputError("--holdings goes with --assets, which names the owners", Place(field="--holdings"))
    register = read_holdings(files.holdings) if files.holdings else None
    rows = _assets(files.assets) if files.assets else {}
    net_worth = read_net_worth(files.net_worth) if files.net_worth else None
    rule, on = found.most_conservative, day_of_exhibit(found)
    if rule is None or rule not in CAPPED:
        return Beside(net_worth=net_worth)
    held = _held(found, rows, register, on) if files.assets else ()
    owners = sorted({thing.owner for thing in held if thing.owner})
    charts = _charts(register, owners, (on, language)) if register else ()
    return Beside(held, str(rule), charts, net_worth)


def _assets(path: Path) -> dict[str, list["Row"]]:
    """The rows of each account; an account has one row for each third party."""
    found: dict[str, list[Row]] = {}
    for row in csv_rows(path, _COLUMNS, ("account",)):
        if row.get("good_faith").lower() not in _FAITH:
            what = f"'{row.get('good_faith')}' is not true, false or empty (not established)"
            raise BadInputError(what, Place(path.name, row.line, "good_faith"))
        found.setdefault(row.get("account"), []).append(row)
    return found


def _held(
    found: "Trace", rows: dict[str, list["Row"]], register: "Register | None", on: dt.date
) -> "tuple[HeldThing, ...]":
    from comity.drafting.trace_exhibit_funds import HeldThing  # noqa: PLC0415
    from comity.tracing.minor_units import share_text  # noqa: PLC0415

    ledger, things = found.ledger, []
    rule = found.most_conservative
    for item in sorted(found.holdings[rule] if rule else (), key=lambda one: -(one.amount or 0)):
        name = ledger.accounts[item.account]
        known = rows.get(name, [])
        first = {key: next((row.get(key) for row in known if row.get(key)), "") for key in ("asset", "owner", "where")}
        others = tuple(_third_party(row) for row in known if row.get("third_party"))
        money = ledger.money(item.amount or 0)
        controllers = "; ".join(_controllers(register, first["owner"], on)) if register else ""
        share = share_text(item.amount or 0, item.balance)
        place = (name, first["asset"], first["where"], first["owner"])
        things.append(HeldThing(*place, controllers, money, share, others))
    return tuple(things)


def _third_party(row: "Row") -> tuple[str, str, bool | None]:
    return row.get("third_party"), row.get("interest"), _FAITH[row.get("good_faith").lower()]


def _controllers(register: "Register", owner: str, on: dt.date) -> list[str]:
    from comity.tracing.ownership.answer import who_owns  # noqa: PLC0415
    from comity.tracing.ownership.holdings import graph_on  # noqa: PLC0415
    from comity.tracing.ownership.rules import Inquiry, OwnershipRule  # noqa: PLC0415

    graph = graph_on(register, on)
    if owner not in graph.owners:
        return []
    answer = who_owns(graph, owner, Inquiry([OwnershipRule.CONTROL], kinds=register.kinds))
    return [one.name for one in answer.found if one.controls]


def _charts(register: "Register", owners: list[str], asked: tuple[dt.date, str]) -> "tuple[OwnershipShown, ...]":
    from comity.drafting.trace_exhibit_blocks import Words  # noqa: PLC0415
    from comity.drafting.trace_exhibit_funds import OwnershipShown  # noqa: PLC0415
    from comity.tracing.ownership.chart import ownership_chart  # noqa: PLC0415
    from comity.tracing.ownership.holdings import graph_on  # noqa: PLC0415

    (on, language), shown = asked, []
    graph, words = graph_on(register, on), Words(language).ownership()
    kinds = dict.fromkeys(graph.owners, "company") | register.kinds
    for owner in [name for name in owners if name in graph][:MOST_CHARTS]:
        title = f"{owner}, {on.isoformat()}"
        picture = ownership_chart(graph, owner, kinds, title, most=60, words=words)
        rows = tuple((arrow.owner, arrow.owned, arrow.share) for arrow in picture.arrows)
        shown.append(OwnershipShown(title, picture.svg, rows, f"{register.name}, {register.digest}"))
    return tuple(shown)
