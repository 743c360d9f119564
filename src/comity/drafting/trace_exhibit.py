"""The exhibit of a trace as accessible PDF and Word: what was asked, what each rule gives, where it rests and why."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from comity.drafting.blocks import Block, Document, ListBlock, Picture
from comity.drafting.trace_exhibit_blocks import apart, heading, paragraph, table
from comity.drafting.trace_exhibit_funds import (
    Beside,
    funds_blocks,
    gap_blocks,
    held_blocks,
    link_blocks,
    net_worth_blocks,
    ownership_blocks,
    timeline_blocks,
)

if TYPE_CHECKING:
    from comity.tracing.outcome import Replay
    from comity.tracing.schedules import Entry
    from comity.tracing.trace import Trace

MOST_ACCOUNTS = 12
MOST_ENTRIES = 60
MOST_PATHS = 12
MOST_NODES = 24
_WORDS = (("page", "{n} / {m}"), ("reference", "{reference}"), ("draft", "DRAFT"))


def exhibit(found: "Trace", told: dict[str, Any], beside: Beside | None = None) -> bytes:
    """Print the exhibit as PDF/UA; the same ledger and question give the same bytes on any day."""
    from comity.drafting.pdf import to_pdf  # noqa: PLC0415 - a large library that only printing needs

    return to_pdf(_document(found, told, beside or Beside()), draft_mark=None, created=day_of_exhibit(found))


def exhibit_word(found: "Trace", told: dict[str, Any], beside: Beside | None = None) -> bytes:
    """Print the same exhibit as a Word document, with the same promise."""
    from comity.drafting.docx import to_docx  # noqa: PLC0415 - a library that only printing needs

    return to_docx(_document(found, told, beside or Beside()), draft_mark=None, created=day_of_exhibit(found))


def _document(found: "Trace", told: dict[str, Any], beside: Beside) -> Document:
    return Document(
        title="Tracing exhibit",
        language="en",
        direction="ltr",
        reference=f"{told['ledger']['file']}, SHA-256 {told['ledger']['sha256'][:16]}",
        blocks=tuple(_blocks(found, told, beside)),
        words=_WORDS,
    )


def day_of_exhibit(found: "Trace") -> dt.date:
    """The exhibit bears the day of the last transfer, so that printing it again changes nothing."""
    if found.ledger.timed == "sequence" or not found.seeds.rows:
        return dt.date(2000, 1, 1)
    return dt.date.fromisoformat(found.ledger.when(found.seeds.rows - 1)[:10])


def _blocks(found: "Trace", told: dict[str, Any], beside: Beside) -> Iterator[Block]:
    yield from _question(told)
    yield from _sensitivity(found, told)
    if beside.held:
        yield from held_blocks(beside.held, found.ledger.currency, str(beside.held_under))
    for rule in found.replays:
        yield from _rule(found, told, found.replays[rule])
    chosen = found.most_conservative
    if chosen is not None:
        yield from timeline_blocks(found, found.replays[chosen])
        accounts = _accounts_of(found, found.holdings[chosen])
        yield from funds_blocks(found, found.replays[chosen], accounts)
        yield from gap_blocks(found, accounts)
    if beside.net_worth is not None:
        yield from net_worth_blocks(beside.net_worth)
    for shown in beside.ownership:
        yield from ownership_blocks(shown)
    yield from link_blocks(told)
    yield from _next_requests(told)
    yield from _caveats(told)
    yield from _certificate(told, beside)


def _accounts_of(found: "Trace", holdings: Sequence[Any]) -> list[int]:
    """The account asked about, then those on which most rests."""
    asked = found.ledger.account(found.question.account) if found.question.account else None
    largest = sorted(holdings, key=lambda item: (-(item.amount or 0), item.account))
    return list(dict.fromkeys([*([asked] if asked else []), *(item.account for item in largest)]))[:MOST_ACCOUNTS]


def _question(told: dict[str, Any]) -> Iterator[Block]:
    ledger, asked = told["ledger"], told["question"]
    yield heading(1, "What was traced")
    what = f"what the account {asked['from']} paid out" if asked["from"] else "all money that came in under a label"
    if asked["transfers"]:
        what = f"the transfers {', '.join(asked['transfers'])}"
    limit = f", up to {asked['amount']} {ledger['currency']}" if asked["amount"] else ""
    until = f", until the end of {asked['until']}" if asked["until"] else ""
    yield paragraph(
        f"Traced is {what}{limit}{until}, through {ledger['transfers_used']} of {ledger['transfers']} transfers "
        f"between {ledger['accounts']} accounts. All amounts are in {ledger['currency']}, exact to "
        f"{ledger['minor_unit']}."
    )
    if told["law"]:
        yield paragraph("Rules on file for the requested state:")
        yield table(
            ("State", "Purpose", "Rule", "Authority", "Since", "Source"),
            [
                (r["state"], r["purpose"], r["rule"], r["authority"], r["from"] or "not evidenced", r["source"])
                for r in told["law"]
            ],
        )


def _sensitivity(found: "Trace", told: dict[str, Any]) -> Iterator[Block]:
    yield heading(1, "Every rule side by side")
    rows = []
    for rule, part in told["rules"].items():
        whole = part["conservation"]
        if whole is None:
            rows.append((rule, "no amount", f"{part['accounts_touched']} accounts touched", "", "", ""))
            continue
        keys = ("seeded", "resting", "left_the_ledger", "repaid_overdraft", "difference")
        mark = " (most conservative)" if rule == told["most_conservative"] and len(found.replays) > 1 else ""
        rows.append((f"{rule}{mark}", *(whole[key] for key in keys)))
    yield table(("Rule", "Traced in", "At rest", "Left the ledger", "Repaid overdrafts", "Difference"), rows)
    yield paragraph("Traced in is the sum of the other three, to the last unit: the difference is nothing.")


def _rule(found: "Trace", told: dict[str, Any], result: "Replay") -> Iterator[Block]:
    rule = result.rule
    yield heading(1, f"Rule {rule}")
    yield paragraph(told["rules"][rule]["explanation"])
    holdings = sorted(found.holdings[rule], key=lambda item: (-(item.amount or 0), item.account))
    if not holdings:
        yield paragraph("Nothing rests on an account of the ledger under this rule.")
        return
    yield from _holdings(found, holdings[: 3 * MOST_ACCOUNTS], len(holdings))
    if holdings[0].amount is None:
        return
    yield from _flow(found, result)
    yield from _paths(found, result)
    yield from _schedules(found, result, list(dict.fromkeys(item.account for item in holdings))[:MOST_ACCOUNTS])


def _holdings(found: "Trace", shown: Sequence[Any], total: int) -> Iterator[Block]:
    from comity.tracing.minor_units import share_text  # noqa: PLC0415 - the room is read when it is printed

    ledger = found.ledger
    rows = []
    for item in shown:
        bounds = "" if item.low in (None, item.high) else f" ({ledger.money(item.low)} to {ledger.money(item.high)})"
        amount = "touched" if item.amount is None else ledger.money(item.amount) + bounds
        share = "" if item.amount is None else share_text(item.amount, item.balance)
        rows.append(
            (ledger.accounts[item.account], found.seeds.names[item.colour], amount, ledger.money(item.balance), share)
        )
    yield table(("Account", "Origin", "Traced", "Balance", "Share of balance"), rows)
    if total > len(shown):
        yield paragraph(f"These are the largest {len(shown)} of {total}; traced.csv has all.")


def _flow(found: "Trace", result: "Replay") -> Iterator[Block]:
    from comity.tracing.flow import flow_of  # noqa: PLC0415
    from comity.tracing.flow_chart import flow_chart, node_name  # noqa: PLC0415

    flow, ledger = flow_of(result, found.ledger, MOST_NODES), found.ledger
    named = {(node.account, node.depth): node_name(node, ledger) for node in flow.nodes}
    title = f"Flow under {result.rule}, in {ledger.currency}"
    yield heading(2, "The flow from account to account")
    yield Picture(
        flow_chart(flow, ledger, title, "The table below says the same."), f"{title}. The table says the same."
    )
    rows = [(named[e.sender], named[e.receiver], ledger.money(e.amount), str(e.transfers)) for e in flow.edges]
    yield table(("From", "To", "Traced", "Transfers"), rows)


def _paths(found: "Trace", result: "Replay") -> Iterator[Block]:
    from comity.tracing.paths import hops, paths_of  # noqa: PLC0415
    from comity.tracing.results import path_origin  # noqa: PLC0415

    ledger = found.ledger
    everything = sorted(paths_of(result, ledger), key=lambda path: -path.amount)
    yield heading(2, "How it came there")
    items: list[tuple[Block, ...]] = []
    for path in everything[:MOST_PATHS]:
        origin = path_origin(result.rule, path, found)
        start = f"{ledger.money(path.amount)} on {apart(ledger.accounts[path.account])}, of {apart(origin)}: "
        told = [_hop(hop) for hop in hops(path.rows, ledger)]
        items.append((paragraph(start + "; ".join(told) + "."),))
    yield ListBlock(True, tuple(items))
    if len(everything) > MOST_PATHS:
        yield paragraph(f"These are the largest {MOST_PATHS} of {len(everything)}; paths.jsonl has more.")


def _hop(hop: dict[str, Any]) -> str:
    """One transfer of a path with its line and the words of the document, where its page is named."""
    words = f"; {apart(str(hop['description']))}" if hop["description"] else ""
    sides = f"{apart(str(hop['sender']))} to {apart(str(hop['receiver']))}"
    return f"{hop['time']} {sides}, {hop['amount']} ({apart(str(hop['transfer']))}, line {hop['line']}{words})"


def _schedules(found: "Trace", result: "Replay", accounts: list[int]) -> Iterator[Block]:
    from comity.tracing.schedules import Carried, rows_by_account, schedule  # noqa: PLC0415

    rows, carried = rows_by_account(found.ledger, found.seeds.rows, accounts), Carried.by(result)
    for account in accounts:
        yield from _schedule(found, account, list(schedule(found.ledger, rows[account], carried, account)))


def _schedule(found: "Trace", account: int, entries: "list[Entry]") -> Iterator[Block]:
    ledger = found.ledger
    told = [entry for entry in entries if entry.traced] if len(entries) > MOST_ENTRIES else entries
    yield heading(2, f"Account {ledger.accounts[account]}")
    rows = [
        (
            ledger.when(entry.row),
            f"{ledger.ids[entry.row]}, line {ledger.line[entry.row]}",
            ledger.descriptions[entry.row],
            ledger.money(entry.change),
            ledger.money(entry.balance),
            ledger.money(entry.traced),
            ledger.money(entry.traced_balance),
        )
        for entry in told[:MOST_ENTRIES]
    ]
    yield table(("Time", "Transfer", "Words", "Change", "Balance", "Traced", "Traced balance"), rows)
    if len(told) > MOST_ENTRIES or len(told) < len(entries):
        yield paragraph(f"Shown are {len(rows)} of {len(entries)} transfers of this account; moves.parquet has all.")


def _next_requests(told: dict[str, Any]) -> Iterator[Block]:
    if not told["next_requests"]:
        return
    yield heading(1, "What to ask for next")
    yield paragraph(
        "Here the trail leaves the data: traced money left the ledger from an account, or reached one from which no "
        "payment is known. At stake is what the rule that says most traces there."
    )
    why = {"left_the_ledger": "money left from here", "no_outflow_known": "no payment from here is known"}
    rows = [
        (
            item["account"],
            why[item["why"]],
            f"{item['from']} to {item['to']}",
            item["most"],
            ", ".join(item["transfers"]),
        )
        for item in told["next_requests"][: 2 * MOST_ACCOUNTS]
    ]
    yield table(("Account", "Why", "Time", "At stake", "Transfers"), rows)


def _caveats(told: dict[str, Any]) -> Iterator[Block]:
    yield heading(1, "Reservations")
    if not told["caveats"]:
        yield paragraph("None was found in the ledger. Statements that are not in it are not covered.")
        return
    items = []
    for caveat in told["caveats"]:
        where = f" ({'; '.join(caveat['where'])})" if caveat["where"] else ""
        items.append((paragraph(f"{caveat['text']}{where} [{caveat['id']}]"),))
    yield ListBlock(False, tuple(items))


def _certificate(told: dict[str, Any], beside: Beside) -> Iterator[Block]:
    ledger = told["ledger"]
    yield heading(1, "How to compute this again")
    yield paragraph(
        f"Comity {told['version']}, command comity trace, on the file {ledger['file']} with the SHA-256 digest "
        f"{ledger['sha256']}. The same file and question give the same figures and the same bytes of this exhibit. "
        "This exhibit is a computation; which rule governs, and what follows from it, is for the competent authority."
    )
    inputs = [(ledger["file"], "ledger", ledger["sha256"])]
    if beside.net_worth is not None:
        inputs.append((beside.net_worth.name, "net worth and expenditure", beside.net_worth.digest))
    inputs += [(shown.title, "ownership", shown.source) for shown in beside.ownership]
    yield table(("Input", "What", "SHA-256"), inputs)
    yield table(("Rule", "How it is computed"), [(rule, part["explanation"]) for rule, part in told["rules"].items()])
