"""Further parts of the exhibit of a trace: timeline, source and application of funds, gaps, net worth, what to hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comity.drafting.blocks import Block, Picture
from comity.drafting.trace_exhibit_blocks import heading, paragraph, table

if TYPE_CHECKING:
    from comity.tracing.net_worth import NetWorth
    from comity.tracing.outcome import Replay
    from comity.tracing.trace import Trace

MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class HeldThing:
    """A row of the freezing table: what, whose by law, who controls the owner, lien, share, third parties."""

    account: str
    asset: str
    where: str
    owner: str
    controllers: str
    traced: str
    share: str
    third_parties: str


@dataclass(frozen=True, slots=True)
class OwnershipShown:
    """A picture of ownership with the rows of the table beside it, and of which file it was drawn."""

    title: str
    svg: str
    rows: tuple[tuple[str, str, str], ...]
    source: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in the exhibit beside the trace itself; whatever is empty is left out."""

    held: tuple[HeldThing, ...] = ()
    held_under: str = ""
    ownership: tuple[OwnershipShown, ...] = ()
    net_worth: "NetWorth | None" = None


def timeline_blocks(found: "Trace", result: "Replay") -> Iterator[Block]:
    """What moved when, and how much rested after it, as a picture and a table."""
    from comity.tracing.timeline import timeline, timeline_chart  # noqa: PLC0415 - the room is read when it is printed

    ledger, moments = found.ledger, timeline(result, found.ledger)
    yield heading(1, f"Timeline under {result.rule}")
    if not moments:
        yield paragraph("No traced money moved.")
        return
    title = f"Traced money at rest over time, in {ledger.currency}"
    yield Picture(timeline_chart(moments, ledger, title), f"{title}. The table says the same.")
    money = ledger.money
    yield table(
        ("Time", "Moved", "Entered the trace", "Left the ledger", "Repaid overdrafts", "At rest afterwards"),
        [
            (ledger.when(m.row), money(m.moved), money(m.entered), money(m.left), money(m.repaid), money(m.resting))
            for m in moments[:MOST_LINES]
        ],
    )
    if len(moments) > MOST_LINES:
        yield paragraph(f"These are the first {MOST_LINES} of {len(moments)} moments; moves.parquet has every move.")


def funds_blocks(found: "Trace", result: "Replay", accounts: Sequence[int]) -> Iterator[Block]:
    """For each account its sources and applications; both sides add up to the same sum."""
    from comity.tracing.funds import CLOSING, funds_of  # noqa: PLC0415
    from comity.tracing.schedules import rows_by_account  # noqa: PLC0415

    ledger = found.ledger
    traced: dict[int, int] = {}
    for move in result.moves:
        traced[move.row] = traced.get(move.row, 0) + move.amount
    rows = rows_by_account(ledger, found.seeds.rows, accounts)
    yield heading(1, "Source and application of funds")
    for account in accounts:
        if not len(rows[account]):
            continue
        funds = funds_of(ledger, account, rows[account], traced)
        yield heading(2, f"Account {ledger.accounts[account]}")
        yield paragraph(f"{ledger.when(funds.first)} to {ledger.when(funds.last)}, in {ledger.currency}.")
        both = (("Source", funds.sources), ("Application", funds.applications))
        shown = [
            (side, one.other, str(one.transfers), ledger.money(one.amount), ledger.money(one.traced))
            for side, lines in both
            for one in lines[:MOST_LINES]
        ]
        cut = sum(max(0, len(lines) - MOST_LINES) for _, lines in both)
        shown.append(("Application", CLOSING, "", ledger.money(funds.closing), ""))
        yield table(("Side", "From or to", "Transfers", "Amount", "Of it traced"), shown)
        more = f" {cut} smaller lines are not shown." if cut else ""
        yield paragraph(f"Sources less applications: {ledger.money(funds.difference)}.{more}")


def gap_blocks(found: "Trace", accounts: Sequence[int]) -> Iterator[Block]:
    """How far the statements of each account reach, and their longest stretch without a transfer."""
    from comity.tracing.funds import gaps_of  # noqa: PLC0415
    from comity.tracing.schedules import rows_by_account  # noqa: PLC0415

    ledger = found.ledger
    rows = rows_by_account(ledger, found.seeds.rows, accounts)
    yield heading(1, "Gaps in the statements")
    yield paragraph(
        "Between its first and last transfer an account is known as far as its statements are complete. A long stretch "
        "without a transfer may be a statement that is missing."
    )
    yield table(
        ("Account", "Transfers", "From", "To", "Longest stretch without one"),
        [
            (
                ledger.accounts[gap.account],
                str(gap.transfers),
                ledger.when(gap.first),
                ledger.when(gap.last),
                f"{ledger.when(gap.silent_from)} to {ledger.when(gap.silent_to)}",
            )
            for gap in gaps_of(ledger, ((account, rows[account]) for account in accounts))
        ],
    )


def net_worth_blocks(told: "NetWorth") -> Iterator[Block]:
    """Year by year what was owned, owed, spent and earned, and what of it known income does not explain."""
    from comity.tracing.sources_applications import funds_by_year  # noqa: PLC0415

    money = told.money
    yield heading(1, "Net worth and expenditure")
    yield paragraph(
        f"In {told.currency}, from {told.name} (SHA-256 {told.digest}). Unexplained is the increase of net worth and "
        "the expenditure of the year, less known income. What somebody owned is counted at its cost. The first year is "
        "where the comparison begins."
    )
    yield table(
        ("Year", "Assets", "Liabilities", "Net worth", "Increase", "Expenditure", "Known income", "Unexplained"),
        [
            (
                str(y.year),
                *(money(value) for value in (y.assets, y.liabilities, y.net_worth)),
                "" if y.increase is None else money(y.increase),
                *(money(value) for value in (y.expenditure, y.income)),
                "" if y.unexplained is None else money(y.unexplained),
            )
            for y in told.years
        ],
    )
    items = [(str(i.year), i.kind, i.what, money(i.amount), i.document or "none named") for i in told.items]
    yield table(("Year", "Kind", "What", "Amount", "Document"), items[: 3 * MOST_LINES])
    for year in funds_by_year(told):
        sides = (("Source", year.sources), ("Application", year.applications))
        shown = [
            (side, one.flow, one.what, money(one.amount), one.document or "none named")
            for side, lines in sides
            for one in lines[:MOST_LINES]
        ]
        yield heading(2, f"The same as sources and applications of funds, {year.year}")
        yield table(("Side", "Kind", "What", "Amount", "Document"), shown)
        yield paragraph(
            f"Known sources {money(year.from_sources)}, applied {money(year.applied)}, "
            f"not explained {money(year.unexplained)}."
        )


def held_blocks(held: Sequence[HeldThing], currency: str, rule: str) -> Iterator[Block]:
    """What could be held, with owner, controllers, lien or share, and third parties."""
    yield heading(1, "What could be held")
    yield paragraph(
        f"Under the rule {rule}, in {currency}. Nothing is frozen by this table. A lien secures the traced sum; a "
        "share is the same part of whatever the account or asset has become. Which may be asked for is for the law of "
        "the state where it is. Good faith that is not established is said to be unknown."
    )
    yield table(
        ("Account", "Asset", "Where", "Owner by law", "Controlled by", "Lien", "Share", "Third parties"),
        [
            (
                *(one.account, one.asset or "none on record", one.where or "not known"),
                *(one.owner or "not known", one.controllers or "not known", one.traced, one.share),
                one.third_parties or "none on record",
            )
            for one in held
        ],
    )


def ownership_blocks(shown: OwnershipShown) -> Iterator[Block]:
    """A picture of ownership with its table."""
    yield heading(1, f"Ownership: {shown.title}")
    yield Picture(shown.svg, f"Who owns whom: {shown.title}. The table says the same.")
    yield table(("Owner", "Owned", "Share"), shown.rows[: 3 * MOST_LINES])
    yield paragraph(f"From {shown.source}. Red: more than half; dashed: through a nominee, or not known.")


def link_blocks(told: dict[str, Any]) -> Iterator[Block]:
    """What somebody signed beyond the rules with what it adds, and what nobody has signed."""
    if told.get("findings"):
        yield heading(1, "Findings beyond the rules")
        yield paragraph("A named person signed these links. What they add stands beside the figures of the rules.")
        for made in told["findings"]:
            yield heading(2, f"{made['kind'].capitalize()}: {made['first']} to {made['then']}, as {made['as']}")
            yield paragraph(
                f"Signed by {made['signed_by']}, {made['signed_on']}, on {made['evidence']}: {made['reason']}"
            )
            rows = [
                (rule, part["entered"], one["account"], one["amount"])
                for rule, part in made["rules"].items()
                for one in part["resting"] or [{"account": "nothing at rest", "amount": ""}]
            ]
            yield table(("Rule", "Enters", "Rests on", "Amount"), rows)
    if told["candidates"]:
        yield heading(1, "Links that only a person may make")
        yield paragraph(
            "A court may see more than the rules on proof. These links are not counted in the figures of the rules; a "
            "named person may sign one with reason and evidence."
        )
        links = [
            (one["kind"], f"{one['first']}, {one['first_time']}", f"{one['then']}, {one['then_time']}", one["because"])
            for one in told["candidates"][:MOST_LINES]
        ]
        yield table(("Kind", "From", "To", "What speaks for it"), links)
