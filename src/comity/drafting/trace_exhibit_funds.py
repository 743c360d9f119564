"""Further parts of the exhibit of a trace: timeline, source and application of funds, gaps, net worth, what to hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comity.drafting.blocks import Block, Picture
from comity.drafting.trace_exhibit_blocks import Words

if TYPE_CHECKING:
    from comity.tracing.funds import Funds
    from comity.tracing.net_worth import NetWorth
    from comity.tracing.outcome import Replay
    from comity.tracing.trace import Trace

MOST_LINES = 40
_FAITH = {None: "good faith not established", True: "in good faith", False: "not in good faith"}


@dataclass(frozen=True, slots=True)
class HeldThing:
    """A row of the freezing table: what, whose by law, who controls the owner, lien, share, third parties.

    Of each third party there are the name, the kind of right, and whether good faith is established.
    """

    account: str
    asset: str
    where: str
    owner: str
    controllers: str
    traced: str
    share: str
    third_parties: tuple[tuple[str, str, bool | None], ...]


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


def timeline_blocks(found: "Trace", result: "Replay", words: Words) -> Iterator[Block]:
    """What moved when, and how much rested after it, as a picture and a table."""
    from comity.tracing.timeline import timeline, timeline_chart  # noqa: PLC0415 - the room is read when it is printed

    ledger, moments = found.ledger, timeline(result, found.ledger)
    yield words.heading(1, "Timeline under {}", words.rule(result.rule))
    if not moments:
        yield words.paragraph("No traced money moved.")
        return
    title = words.says("Traced money at rest over time, in {}", ledger.currency)
    yield Picture(timeline_chart(moments, ledger, title), words.says("{}. The table says the same.", title))
    money = ledger.money
    yield words.table(
        ("Time", "Moved", "Entered the trace", "Left the ledger", "Repaid overdrafts", "At rest afterwards"),
        [
            (ledger.when(m.row), money(m.moved), money(m.entered), money(m.left), money(m.repaid), money(m.resting))
            for m in moments[:MOST_LINES]
        ],
    )
    if len(moments) > MOST_LINES:
        yield words.paragraph(
            "These are the first {} of {} moments; moves.parquet has every move.", MOST_LINES, len(moments)
        )


def funds_blocks(found: "Trace", result: "Replay", accounts: Sequence[int], words: Words) -> Iterator[Block]:
    """For each account its sources and applications; both sides add up to the same sum."""
    from comity.tracing.funds import funds_of  # noqa: PLC0415
    from comity.tracing.schedules import rows_by_account  # noqa: PLC0415

    traced: dict[int, int] = {}
    for move in result.moves:
        traced[move.row] = traced.get(move.row, 0) + move.amount
    rows = rows_by_account(found.ledger, found.seeds.rows, accounts)
    yield words.heading(1, "Source and application of funds")
    for account in accounts:
        if len(rows[account]):
            yield from _funds(found, funds_of(found.ledger, account, rows[account], traced), words)


def _funds(found: "Trace", funds: "Funds", words: Words) -> Iterator[Block]:
    """Source and application of one account."""
    from comity.tracing.funds import CLOSING  # noqa: PLC0415

    ledger = found.ledger
    yield words.heading(2, "Account {}", ledger.accounts[funds.account])
    yield words.paragraph("{} to {}, in {}.", ledger.when(funds.first), ledger.when(funds.last), ledger.currency)
    both = ((words.says("Source"), funds.sources), (words.says("Application"), funds.applications))
    shown = [
        (side, _other(one.other, words), str(one.transfers), ledger.money(one.amount), ledger.money(one.traced))
        for side, lines in both
        for one in lines[:MOST_LINES]
    ]
    cut = sum(max(0, len(lines) - MOST_LINES) for _, lines in both)
    shown.append((words.says("Application"), words.says(CLOSING), "", ledger.money(funds.closing), ""))
    yield words.table(("Side", "From or to", "Transfers", "Amount", "Of it traced"), shown)
    yield words.paragraph("Sources less applications: {}.", ledger.money(funds.difference))
    if cut:
        yield words.paragraph("{} smaller lines are not shown.", cut)


def _other(other: str, words: Words) -> str:
    """The other side of a line; what lies outside the ledger is said in the language, the words of the bank stay."""
    outside, sign, told = other.partition(": ")
    if sign and outside == "outside":
        return words.says("outside: {}", told)
    return words.says("outside the ledger") if other == "outside the ledger" else other


def gap_blocks(found: "Trace", accounts: Sequence[int], words: Words) -> Iterator[Block]:
    """How far the statements of each account reach, and their longest stretch without a transfer."""
    from comity.tracing.funds import gaps_of  # noqa: PLC0415
    from comity.tracing.schedules import rows_by_account  # noqa: PLC0415

    ledger = found.ledger
    rows = rows_by_account(ledger, found.seeds.rows, accounts)
    yield words.heading(1, "Gaps in the statements")
    yield words.paragraph(
        "Between its first and last transfer an account is known as far as its statements are complete. A long stretch "
        "without a transfer may be a statement that is missing."
    )
    yield words.table(
        ("Account", "Transfers", "First transfer", "Last transfer", "Longest stretch without one"),
        [
            (
                ledger.accounts[gap.account],
                str(gap.transfers),
                ledger.when(gap.first),
                ledger.when(gap.last),
                words.says("{} to {}", ledger.when(gap.silent_from), ledger.when(gap.silent_to)),
            )
            for gap in gaps_of(ledger, ((account, rows[account]) for account in accounts))
        ],
    )


def net_worth_blocks(told: "NetWorth", words: Words) -> Iterator[Block]:
    """Year by year what was owned, owed, spent and earned, and what of it known income does not explain."""
    money, no_document = told.money, words.says("none named")
    yield words.heading(1, "Net worth and expenditure")
    yield words.paragraph(
        "In {}, from {} (SHA-256 {}). Unexplained is the increase of net worth and the expenditure of the year, less "
        "known income. What somebody owned is counted at its cost. The first year is where the comparison begins.",
        *(told.currency, told.name, told.digest),
    )
    yield words.table(
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
    items = [
        (str(i.year), words.word(i.kind), i.what, money(i.amount), i.document or no_document)
        for i in told.items[: 3 * MOST_LINES]
    ]
    yield words.table(("Year", "Kind", "What", "Amount", "Document"), items)
    yield from _year_blocks(told, words)


def _year_blocks(told: "NetWorth", words: Words) -> Iterator[Block]:
    """The same years as sources and applications of funds."""
    from comity.tracing.sources_applications import funds_by_year  # noqa: PLC0415

    money, no_document = told.money, words.says("none named")
    for year in funds_by_year(told):
        sides = ((words.says("Source"), year.sources), (words.says("Application"), year.applications))
        shown = [
            (side, words.word(one.flow), one.what, money(one.amount), one.document or no_document)
            for side, lines in sides
            for one in lines[:MOST_LINES]
        ]
        yield words.heading(2, "The same as sources and applications of funds, {}", year.year)
        yield words.table(("Side", "Kind", "What", "Amount", "Document"), shown)
        sums = (money(year.from_sources), money(year.applied), money(year.unexplained))
        yield words.paragraph("Known sources {}, applied {}, not explained {}.", *sums)


def held_blocks(held: Sequence[HeldThing], currency: str, rule: str, words: Words) -> Iterator[Block]:
    """What could be held, with owner, controllers, lien or share, and third parties."""
    no_record, not_known = words.says("none on record"), words.says("not known")
    yield words.heading(1, "What could be held")
    yield words.paragraph(
        "Under the rule {}, in {}. Nothing is frozen by this table. A lien secures the traced sum; a share is the same "
        "part of whatever the account or asset has become. Which may be asked for is for the law of the state where it "
        "is. Good faith that is not established is said to be unknown.",
        *(words.rule(rule), currency),
    )
    yield words.table(
        ("Account", "Asset", "Where", "Owner by law", "Controlled by", "Lien", "Share", "Third parties"),
        [
            (
                *(one.account, one.asset or no_record, one.where or not_known),
                *(one.owner or not_known, one.controllers or not_known, one.traced, one.share),
                words.says("; ").join(_third_party(party, words) for party in one.third_parties) or no_record,
            )
            for one in held
        ],
    )


def _third_party(party: tuple[str, str, bool | None], words: Words) -> str:
    """Who else has a right or claims one, which, and whether in good faith."""
    name, kind, faith = party
    return words.says("{} ({}, {})", name, words.word(kind or "right not named"), words.word(_FAITH[faith]))


def ownership_blocks(shown: OwnershipShown, words: Words) -> Iterator[Block]:
    """A picture of ownership with its table."""
    yield words.heading(1, "Ownership: {}", shown.title)
    yield Picture(shown.svg, words.says("Who owns whom: {}. The table says the same.", shown.title))
    yield words.table(("Owner", "Owned", "Share"), shown.rows[: 3 * MOST_LINES])
    yield words.paragraph("From {}. Red: more than half; dashed: through a nominee, or not known.", shown.source)


def link_blocks(told: dict[str, Any], words: Words) -> Iterator[Block]:
    """What somebody signed beyond the rules with what it adds, and what nobody has signed."""
    if told.get("findings"):
        yield words.heading(1, "Findings beyond the rules")
        yield words.paragraph(
            "A named person signed these links. What they add stands beside the figures of the rules."
        )
        for made in told["findings"]:
            yield from _finding(made, words)
    if told["candidates"]:
        yield words.heading(1, "Links that only a person may make")
        yield words.paragraph(
            "A court may see more than the rules on proof. These links are not counted in the figures of the rules; a "
            "named person may sign one with reason and evidence."
        )
        links = [
            (
                words.word(one["kind"]),
                f"{one['first']}, {one['first_time']}",
                f"{one['then']}, {one['then_time']}",
                words.told(one["because"]),
            )
            for one in told["candidates"][:MOST_LINES]
        ]
        yield words.table(("Kind", "From", "To", "What speaks for it"), links)


def _finding(made: dict[str, Any], words: Words) -> Iterator[Block]:
    """One signed link: who signed it, on what, and what it adds under each rule."""
    kind = words.word(made["kind"])
    ends = (kind[:1].upper() + kind[1:], made["first"], made["then"], words.word(made["as"]))
    yield words.heading(2, "{}: {} to {}, as {}", *ends)
    signed = (made["signed_by"], made["signed_on"], made["evidence"], made["reason"])
    yield words.paragraph("Signed by {}, {}, on {}: {}", *signed)
    nothing = [{"account": words.says("nothing at rest"), "amount": ""}]
    rows = [
        (words.rule(rule), part["entered"], one["account"], one["amount"])
        for rule, part in made["rules"].items()
        for one in part["resting"] or nothing
    ]
    yield words.table(("Rule", "Enters", "Rests on", "Amount"), rows)
