"""What a trace is written out as: holdings, moves, paths and the summary, every figure with its transfers."""

import heapq
import json
from collections.abc import Iterator, Sequence
from typing import Any

from comity.tracing.candidates import Candidate, candidates_of
from comity.tracing.caveats import Caveat
from comity.tracing.findings import Finding, Followed
from comity.tracing.ledger import Ledger
from comity.tracing.minor_units import share_text
from comity.tracing.next_requests import NextRequest, next_requests
from comity.tracing.outcome import Totals
from comity.tracing.paths import Path, hops, paths_of
from comity.tracing.rules import EXPLANATIONS, Rule
from comity.tracing.trace import Holding, Trace

TRACED_COLUMNS = ("rule", "account", "origin", "amount", "share_of_balance", "balance", "currency", "low", "high")
MOVE_COLUMNS = (
    "rule",
    "step",
    "transfer",
    "line",
    "time",
    "sender",
    "receiver",
    "origin",
    "amount",
    "traced",
    "entered",
    "repaid_overdraft",
    "currency",
    "traced_minor",
)
FUND = "fund"
"""The origin of moves under pari passu, where the claimants' money moves as one."""


def traced_rows(trace: Trace) -> Iterator[tuple[str, ...]]:
    """The rows of traced.csv: what each rule traces to each account for each origin."""
    ledger = trace.ledger
    for rule, holdings in trace.holdings.items():
        for item in holdings:
            amount = "" if item.amount is None else ledger.money(item.amount)
            bounds = ("" if value is None else ledger.money(value) for value in (item.low, item.high))
            names = (ledger.accounts[item.account], trace.seeds.names[item.colour])
            yield (rule, *names, amount, _share(item), ledger.money(item.balance), ledger.currency, *bounds)


def _share(item: Holding) -> str:
    if item.amount is None:
        return "1.000000" if item.balance > 0 else ""
    return share_text(item.amount, item.balance)


def move_rows(trace: Trace) -> Iterator[tuple[str, ...]]:
    """The rows of moves.parquet: each traced move of each rule in booking order; amounts with a point."""
    ledger, names = trace.ledger, trace.seeds.names
    for rule, found in trace.replays.items():
        measured = rule is not Rule.POISON
        for step, move in enumerate(found.moves, start=1):
            row = move.row
            yield (
                rule,
                str(step),
                ledger.ids[row],
                str(ledger.line[row]),
                ledger.when(row),
                ledger.accounts[ledger.sender[row]],
                ledger.accounts[ledger.receiver[row]],
                FUND if rule is Rule.PARI_PASSU and trace.seeds.colours > 1 else names[move.colour],
                ledger.money(ledger.amount[row]),
                ledger.money(move.amount) if measured else "",
                ledger.money(move.fresh) if measured else "",
                ledger.money(move.absorbed) if measured else "",
                ledger.currency,
                str(move.amount) if measured else "",
            )


def path_lines(trace: Trace, most: int) -> Iterator[tuple[str, int]]:
    """The lines of paths.jsonl, at most the ``most`` largest of each rule; each with how many its rule has in all."""
    for rule, found in trace.replays.items():
        if rule is Rule.POISON:
            continue
        everything = list(paths_of(found, trace.ledger))
        kept = everything if len(everything) <= most else heapq.nlargest(most, everything, key=lambda p: p.amount)
        for path in kept:
            yield json.dumps(_path(rule, path, trace), ensure_ascii=False), len(everything)


def _path(rule: Rule, path: Path, trace: Trace) -> dict[str, Any]:
    ledger = trace.ledger
    return {
        "rule": rule,
        "account": ledger.accounts[path.account],
        "origin": path_origin(rule, path, trace),
        "amount": ledger.money(path.amount),
        "currency": ledger.currency,
        "path": hops(path.rows, ledger),
    }


def path_origin(rule: Rule, path: Path, trace: Trace) -> str:
    """Whose money a path tells of; under pari passu it is the fund's."""
    return FUND if rule is Rule.PARI_PASSU and trace.seeds.colours > 1 else trace.seeds.names[path.colour]


def summary(trace: Trace) -> dict[str, Any]:
    """The summary: the question, per rule the conservation to the minor unit, the caveats, the digest of the input."""
    ledger, question = trace.ledger, trace.question
    conservative = trace.most_conservative
    return {
        "ledger": {
            "file": ledger.name,
            "sha256": ledger.digest,
            "transfers": len(ledger),
            "transfers_used": trace.seeds.rows,
            "accounts": len(ledger.accounts) - 1,
            "currency": ledger.currency,
            "minor_unit": ledger.money(1),
        },
        "question": {
            "from": question.account or None,
            "amount": question.amount or None,
            "transfers": list(question.transfers),
            "origins": question.origins,
            "until": question.until.isoformat() if question.until else None,
        },
        "rules": {str(rule): _rule(rule, trace) for rule in trace.replays},
        "most_conservative": conservative,
        "next_requests": [_next(item, ledger) for item in next_requests(trace)],
        "candidates": [_candidate(item, ledger) for item in candidates_of(trace)],
        "caveats": [_caveat(caveat) for caveat in trace.caveats],
    }


def _candidate(item: Candidate, ledger: Ledger) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "first": ledger.ids[item.first],
        "then": ledger.ids[item.then],
        "first_time": ledger.when(item.first),
        "then_time": ledger.when(item.then),
        "up_to": {str(rule): ledger.money(amount) for rule, amount in item.up_to},
        "because": item.because,
    }


def followed_told(answers: Sequence[Followed], ledger: Ledger) -> list[dict[str, Any]]:
    """What signed findings add, each with who signed it and why, rule by rule."""
    told: dict[Finding, dict[str, Any]] = {}
    for answer in answers:
        entry = told.setdefault(answer.finding, _signed(answer.finding))
        entry["rules"][str(answer.rule)] = {
            "entered": ledger.money(answer.entered),
            "resting": [{"account": ledger.accounts[a], "amount": ledger.money(held)} for a, held in answer.resting],
            "left_the_ledger": ledger.money(answer.left),
            "repaid_overdraft": ledger.money(answer.absorbed),
        }
    return list(told.values())


def _signed(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "first": finding.first,
        "then": finding.then,
        "as": finding.taking,
        "signed_by": finding.signed_by,
        "signed_on": finding.signed_on.isoformat(),
        "reason": finding.reason,
        "evidence": finding.evidence,
        "rules": {},
    }


def _next(item: NextRequest, ledger: Ledger) -> dict[str, Any]:
    return {
        "account": item.account,
        "why": item.why,
        "from": item.first,
        "to": item.last,
        "at_stake": {str(rule): ledger.money(amount) for rule, amount in item.at_stake.items()},
        "most": ledger.money(item.most),
        "currency": ledger.currency,
        "transfers": item.transfers,
    }


def _rule(rule: Rule, trace: Trace) -> dict[str, Any]:
    totals, names = trace.replays[rule].totals, trace.seeds.names
    shared: dict[str, Any] = {
        "explanation": EXPLANATIONS[rule],
        "holdings": len(trace.holdings[rule]),
        "moves": len(trace.replays[rule].log) // 5,
    }
    if rule is Rule.POISON:
        return shared | {"conservation": None, "accounts_touched": len(trace.replays[rule].held)}
    whole = Totals(*(sum(getattr(t, name) for t in totals) for name in ("seeded", "left", "absorbed", "resting")))
    by_origin = {names[c]: _conservation(totals[c], trace.ledger) for c in range(1, len(names))}
    return shared | {"conservation": _conservation(whole, trace.ledger) | {"by_origin": by_origin}}


def _conservation(total: Totals, ledger: Ledger) -> dict[str, Any]:
    money = ledger.money
    return {
        "seeded": money(total.seeded),
        "resting": money(total.resting),
        "left_the_ledger": money(total.left),
        "repaid_overdraft": money(total.absorbed),
        "difference": money(total.difference),
        "holds": total.difference == 0,
    }


def _caveat(caveat: Caveat) -> dict[str, Any]:
    return {"id": caveat.id, "text": caveat.text, "where": list(caveat.where)}
