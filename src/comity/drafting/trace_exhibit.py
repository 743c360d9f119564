"""The exhibit of a trace as accessible PDF and Word: what was asked, what each rule gives, where it rests and why."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from comity.drafting.blocks import Block, Document, ListBlock, Picture
from comity.drafting.localised import state_text
from comity.drafting.trace_exhibit_blocks import Words, written
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
from comity.tracing.rules import Rule

if TYPE_CHECKING:
    from comity.tracing.outcome import Replay
    from comity.tracing.schedules import Entry
    from comity.tracing.trace import Trace

MOST_ACCOUNTS = 12
MOST_ENTRIES = 60
MOST_PATHS = 12
MOST_NODES = 24
_WORDS = (("page", "{n} / {m}"), ("reference", "{reference}"), ("draft", "DRAFT"))


def exhibit(found: "Trace", told: dict[str, Any], beside: Beside | None = None, language: str = "en") -> bytes:
    """Print the exhibit as PDF/UA; the same ledger and question give the same bytes on any day."""
    from comity.drafting.pdf import to_pdf  # noqa: PLC0415 - a large library that only printing needs

    document = _document(found, told, beside or Beside(), Words(language))
    return to_pdf(document, draft_mark=None, created=day_of_exhibit(found))


def exhibit_word(found: "Trace", told: dict[str, Any], beside: Beside | None = None, language: str = "en") -> bytes:
    """Print the same exhibit as a Word document, with the same promise."""
    from comity.drafting.docx import to_docx  # noqa: PLC0415 - a library that only printing needs

    document = _document(found, told, beside or Beside(), Words(language))
    return to_docx(document, draft_mark=None, created=day_of_exhibit(found))


def _document(found: "Trace", told: dict[str, Any], beside: Beside, words: Words) -> Document:
    ledger = told["ledger"]
    return Document(
        title=words.says("Tracing exhibit"),
        language=words.language,
        direction=words.direction,
        reference=words.says("{}, SHA-256 {}", ledger["file"], ledger["sha256"][:16]),
        blocks=tuple(_blocks(found, told, beside, words)),
        words=_WORDS,
    )


def day_of_exhibit(found: "Trace") -> dt.date:
    """The exhibit bears the day of the last transfer, so that printing it again changes nothing."""
    if found.ledger.timed == "sequence" or not found.seeds.rows:
        return dt.date(2000, 1, 1)
    return dt.date.fromisoformat(found.ledger.when(found.seeds.rows - 1)[:10])


def _blocks(found: "Trace", told: dict[str, Any], beside: Beside, words: Words) -> Iterator[Block]:
    yield from _question(told, words)
    yield from _sensitivity(found, told, words)
    if beside.held:
        yield from held_blocks(beside.held, found.ledger.currency, str(beside.held_under), words)
    for rule in found.replays:
        yield from _rule(found, told, found.replays[rule], words)
    chosen = found.most_conservative
    if chosen is not None:
        yield from timeline_blocks(found, found.replays[chosen], words)
        accounts = _accounts_of(found, found.holdings[chosen])
        yield from funds_blocks(found, found.replays[chosen], accounts, words)
        yield from gap_blocks(found, accounts, words)
    if beside.net_worth is not None:
        yield from net_worth_blocks(beside.net_worth, words)
    for shown in beside.ownership:
        yield from ownership_blocks(shown, words)
    yield from link_blocks(told, words)
    yield from _next_requests(told, words)
    yield from _caveats(told, words)
    yield from _certificate(told, beside, words)


def _accounts_of(found: "Trace", holdings: Sequence[Any]) -> list[int]:
    """The account asked about, then those on which most rests."""
    asked = found.ledger.account(found.question.account) if found.question.account else None
    largest = sorted(holdings, key=lambda item: (-(item.amount or 0), item.account))
    return list(dict.fromkeys([*([asked] if asked else []), *(item.account for item in largest)]))[:MOST_ACCOUNTS]


def _question(told: dict[str, Any], words: Words) -> Iterator[Block]:
    ledger, asked = told["ledger"], told["question"]
    yield words.heading(1, "What was traced")
    what = words.says("all money that came in under a label")
    if asked["from"]:
        what = words.says("what the account {} paid out", asked["from"])
    if asked["transfers"]:
        what = words.says("the transfers {}", ", ".join(asked["transfers"]))
    limit = words.says(", up to {} {}", asked["amount"], ledger["currency"]) if asked["amount"] else ""
    until = words.says(", until the end of {}", asked["until"]) if asked["until"] else ""
    counts = (ledger["transfers_used"], ledger["transfers"], ledger["accounts"])
    yield words.paragraph(
        "Traced is {}, through {} of {} transfers between {} accounts. All amounts are in {}, exact to {}.",
        *(f"{what}{limit}{until}", *counts, ledger["currency"], ledger["minor_unit"]),
    )
    if told["law"]:
        yield words.paragraph("Rules on file for the requested state:")
        yield words.table(
            ("State", "Purpose", "Rule", "Authority", "Since", "Source"),
            [_law_row(rule, words) for rule in told["law"]],
        )


def _law_row(rule: dict[str, Any], words: Words) -> tuple[str, ...]:
    """The rule of a state; its authority and source stay in the words of the source."""
    state = rule["state"] if words.language == "en" else state_text(rule["state"], words.language) or rule["state"]
    named = words.rule(rule["rule"]) if rule["rule"] in set(Rule) else words.word(rule["rule"])
    since = rule["from"] or words.says("not evidenced")
    return (state, words.word(rule["purpose"]), named, rule["authority"], since, rule["source"])


def _sensitivity(found: "Trace", told: dict[str, Any], words: Words) -> Iterator[Block]:
    yield words.heading(1, "Every rule side by side")
    rows: list[tuple[str, ...]] = []
    for rule, part in told["rules"].items():
        whole, name = part["conservation"], words.rule(rule)
        if whole is None:
            touched = words.says("{} accounts touched", part["accounts_touched"])
            rows.append((name, words.says("no amount"), touched, "", "", ""))
            continue
        keys = ("seeded", "resting", "left_the_ledger", "repaid_overdraft", "difference")
        if rule == told["most_conservative"] and len(found.replays) > 1:
            name = words.says("{} (most conservative)", name)
        rows.append((name, *(whole[key] for key in keys)))
    yield words.table(("Rule", "Traced in", "At rest", "Left the ledger", "Repaid overdrafts", "Difference"), rows)
    yield words.paragraph("Traced in is the sum of the other three, to the last unit: the difference is nothing.")


def _rule(found: "Trace", told: dict[str, Any], result: "Replay", words: Words) -> Iterator[Block]:
    rule = result.rule
    yield words.heading(1, "Rule {}", words.rule(rule))
    yield written(words.told(told["rules"][rule]["explanation"]))
    holdings = sorted(found.holdings[rule], key=lambda item: (-(item.amount or 0), item.account))
    if not holdings:
        yield words.paragraph("Nothing rests on an account of the ledger under this rule.")
        return
    yield from _holdings(found, holdings[: 3 * MOST_ACCOUNTS], len(holdings), words)
    if holdings[0].amount is None:
        return
    yield from _flow(found, result, words)
    yield from _paths(found, result, words)
    accounts = list(dict.fromkeys(item.account for item in holdings))[:MOST_ACCOUNTS]
    yield from _schedules(found, result, accounts, words)


def _holdings(found: "Trace", shown: Sequence[Any], total: int, words: Words) -> Iterator[Block]:
    from comity.tracing.minor_units import share_text  # noqa: PLC0415 - the room is read when it is printed

    ledger = found.ledger
    money, rows = ledger.money, []
    for item in shown:
        amount = words.says("touched") if item.amount is None else money(item.amount)
        if item.low not in (None, item.high):
            amount = words.says("{} ({} to {})", amount, money(item.low), money(item.high))
        share = "" if item.amount is None else share_text(item.amount, item.balance)
        rows.append((ledger.accounts[item.account], found.seeds.names[item.colour], amount, money(item.balance), share))
    yield words.table(("Account", "Origin", "Traced", "Balance", "Share of balance"), rows)
    if total > len(shown):
        yield words.paragraph("These are the largest {} of {}; traced.csv has all.", len(shown), total)


def _flow(found: "Trace", result: "Replay", words: Words) -> Iterator[Block]:
    from comity.tracing.flow import flow_of  # noqa: PLC0415
    from comity.tracing.flow_chart import flow_chart, node_name  # noqa: PLC0415

    flow, ledger, said = flow_of(result, found.ledger, MOST_NODES), found.ledger, words.flow()
    named = {(node.account, node.depth): node_name(node, ledger, said) for node in flow.nodes}
    title = words.says("Flow under {}, in {}", words.rule(result.rule), ledger.currency)
    below = words.says("The table below says the same.")
    yield words.heading(2, "The flow from account to account")
    yield Picture(flow_chart(flow, ledger, title, below, words=said), words.says("{}. The table says the same.", title))
    rows = [(named[e.sender], named[e.receiver], ledger.money(e.amount), str(e.transfers)) for e in flow.edges]
    yield words.table(("From", "To", "Traced", "Transfers"), rows)


def _paths(found: "Trace", result: "Replay", words: Words) -> Iterator[Block]:
    from comity.tracing.paths import hops, paths_of  # noqa: PLC0415
    from comity.tracing.results import FUND, path_origin  # noqa: PLC0415

    ledger = found.ledger
    everything = sorted(paths_of(result, ledger), key=lambda path: -path.amount)
    yield words.heading(2, "How it came there")
    items: list[tuple[Block, ...]] = []
    for path in everything[:MOST_PATHS]:
        origin = path_origin(result.rule, path, found)
        whose = words.says(FUND) if origin == FUND else origin
        start = words.says("{} on {}, of {}:", ledger.money(path.amount), ledger.accounts[path.account], whose)
        told = words.says("; ").join(_hop(hop, words) for hop in hops(path.rows, ledger))
        items.append((words.paragraph("{} {}.", start, told),))
    yield ListBlock(True, tuple(items))
    if len(everything) > MOST_PATHS:
        yield words.paragraph("These are the largest {} of {}; paths.jsonl has more.", MOST_PATHS, len(everything))


def _hop(hop: dict[str, Any], words: Words) -> str:
    """One transfer of a path with its line and the words of the document, where its page is named."""
    values = (hop["time"], hop["sender"], hop["receiver"], hop["amount"], hop["transfer"], hop["line"])
    if hop["description"]:
        return words.says("{} {} to {}, {} ({}, line {}; {})", *values, hop["description"])
    return words.says("{} {} to {}, {} ({}, line {})", *values)


def _schedules(found: "Trace", result: "Replay", accounts: list[int], words: Words) -> Iterator[Block]:
    from comity.tracing.schedules import Carried, rows_by_account, schedule  # noqa: PLC0415

    rows, carried = rows_by_account(found.ledger, found.seeds.rows, accounts), Carried.by(result)
    for account in accounts:
        entries = list(schedule(found.ledger, rows[account], carried, account))
        yield from _schedule(found, account, entries, words)


def _schedule(found: "Trace", account: int, entries: "list[Entry]", words: Words) -> Iterator[Block]:
    ledger = found.ledger
    told = [entry for entry in entries if entry.traced] if len(entries) > MOST_ENTRIES else entries
    yield words.heading(2, "Account {}", ledger.accounts[account])
    rows = [
        (
            ledger.when(entry.row),
            words.says("{}, line {}", ledger.ids[entry.row], ledger.line[entry.row]),
            ledger.descriptions[entry.row],
            ledger.money(entry.change),
            ledger.money(entry.balance),
            ledger.money(entry.traced),
            ledger.money(entry.traced_balance),
        )
        for entry in told[:MOST_ENTRIES]
    ]
    yield words.table(("Time", "Transfer", "Words", "Change", "Balance", "Traced", "Traced balance"), rows)
    if len(told) > MOST_ENTRIES or len(told) < len(entries):
        yield words.paragraph(
            "Shown are {} of {} transfers of this account; moves.parquet has all.", len(rows), len(entries)
        )


def _next_requests(told: dict[str, Any], words: Words) -> Iterator[Block]:
    if not told["next_requests"]:
        return
    yield words.heading(1, "What to ask for next")
    yield words.paragraph(
        "Here the trail leaves the data: traced money left the ledger from an account, or reached one from which no "
        "payment is known. At stake is what the rule that says most traces there."
    )
    why = {
        "left_the_ledger": words.says("money left from here"),
        "no_outflow_known": words.says("no payment from here is known"),
    }
    rows = [
        (
            item["account"],
            why[item["why"]],
            words.says("{} to {}", item["from"], item["to"]),
            item["most"],
            ", ".join(item["transfers"]),
        )
        for item in told["next_requests"][: 2 * MOST_ACCOUNTS]
    ]
    yield words.table(("Account", "Why", "Time", "At stake", "Transfers"), rows)


def _caveats(told: dict[str, Any], words: Words) -> Iterator[Block]:
    yield words.heading(1, "Reservations")
    if not told["caveats"]:
        yield words.paragraph("None was found in the ledger. Statements that are not in it are not covered.")
        return
    items = []
    for caveat in told["caveats"]:
        said = words.told(caveat["text"])
        where = words.says("; ").join(map(words.place, caveat["where"]))
        items.append((words.paragraph("{} ({}) [{}]", said, where, caveat["id"]),))
        if not where:
            items[-1] = (words.paragraph("{} [{}]", said, caveat["id"]),)
    yield ListBlock(False, tuple(items))


def _certificate(told: dict[str, Any], beside: Beside, words: Words) -> Iterator[Block]:
    ledger = told["ledger"]
    yield words.heading(1, "How to compute this again")
    yield words.paragraph(
        "Comity {}, command comity trace, on the file {} with the SHA-256 digest {}. The same file and question give "
        "the same figures and the same bytes of this exhibit. This exhibit is a computation; which rule governs, and "
        "what follows from it, is for the competent authority.",
        *(told["version"], ledger["file"], ledger["sha256"]),
    )
    inputs = [(ledger["file"], words.says("ledger"), ledger["sha256"])]
    if beside.net_worth is not None:
        inputs.append((beside.net_worth.name, words.says("net worth and expenditure"), beside.net_worth.digest))
    inputs += [(shown.title, words.says("ownership"), shown.source) for shown in beside.ownership]
    yield words.table(("Input", "What", "SHA-256"), inputs)
    explained = [(_with_code(rule, words), words.told(part["explanation"])) for rule, part in told["rules"].items()]
    yield words.table(("Rule", "How it is computed"), explained)


def _with_code(rule: str, words: Words) -> str:
    """A rule with the code under which the other files of the trace have it."""
    return rule if words.language == "en" else f"{words.rule(rule)} ({rule})"
