"""Findings: links that a named person signed with reason and evidence, and what follows from them under each rule.

The figures of the rules stay as they are. What a finding adds is computed beside them and told as that.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place
from comity.tracing.candidates import Candidate, LinkKind, candidates_of
from comity.tracing.ledger_rows import Row
from comity.tracing.replay import replay
from comity.tracing.rules import Rule
from comity.tracing.seeds import Seeds
from comity.tracing.table_files import csv_rows
from comity.tracing.trace import Trace

_COLUMNS = "kind first then as signed_by signed_on reason evidence".split()
_ALONE = frozenset({Rule.POISON, Rule.PARI_PASSU})
"""Rules under which a link adds nothing: one measures nothing, the other divides one fund whatever its way."""


class Taking(StrEnum):
    """What a substitution is taken as: a lien on the price for the traced sum, or the traced share of the price."""

    LIEN = "lien"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Finding:
    """One link as it was signed; ``first`` and ``then`` are ids of transfers."""

    kind: LinkKind
    first: str
    then: str
    signed_by: str
    signed_on: dt.date
    reason: str
    evidence: str
    taking: Taking = Taking.LIEN


@dataclass(frozen=True, slots=True)
class Followed:
    """What a finding adds under one rule: how much enters, where it rests, what left the ledger or repaid a debt."""

    finding: Finding
    rule: Rule
    entered: int
    resting: tuple[tuple[int, int], ...]
    left: int
    absorbed: int


def read_findings(path: Path) -> list[Finding]:
    """Read signed findings (kind, first, then, as, signed_by, signed_on, reason, evidence)."""
    return [_finding(row, path.name) for row in csv_rows(path, _COLUMNS, tuple(c for c in _COLUMNS if c != "as"))]


def _finding(row: Row, name: str) -> Finding:
    for key in ("first", "then", "signed_by", "reason", "evidence"):
        if not row.get(key):
            raise BadInputError(
                "is empty; a link needs who signs it, why, and on what evidence", Place(name, row.line, key)
            )
    if row.get("kind") not in set(LinkKind):
        raise BadInputError(f"'{row.get('kind')}' is none of {', '.join(LinkKind)}", Place(name, row.line, "kind"))
    taking = row.get("as") or Taking.LIEN
    if taking not in set(Taking):
        raise BadInputError(f"'{taking}' is none of {', '.join(Taking)}", Place(name, row.line, "as"))
    ends = (LinkKind(row.get("kind")), row.get("first"), row.get("then"))
    day = parse_day(row.get("signed_on"), "signed_on")
    return Finding(*ends, row.get("signed_by"), day, row.get("reason"), row.get("evidence"), Taking(taking))


def follow_findings(found: Trace, findings: Iterable[Finding]) -> list[Followed]:
    """What each finding adds; a link that the trace does not offer is refused."""
    wanted = list(findings)
    offered = {(one.kind, one.first, one.then): one for one in candidates_of(found, most=len(found.ledger) ** 2)}
    linked = [(finding, _offered(found, finding, offered)) for finding in wanted]
    answers = []
    for rule in found.replays:
        if rule not in _ALONE and linked:
            answers += _under(found, rule, linked)
    return answers


def _offered(found: Trace, finding: Finding, offered: dict[tuple[LinkKind, int, int], Candidate]) -> Candidate:
    rows = found.ledger.rows_of({finding.first, finding.then})
    missing = {finding.first, finding.then} - rows.keys()
    if missing:
        raise BadInputError(f"the transfer '{min(missing)}' is not in the ledger", Place(found.ledger.name))
    candidate = offered.get((finding.kind, rows[finding.first], rows[finding.then]))
    if candidate is None:
        what = f"{finding.first} and {finding.then} are no {finding.kind} link that this trace offers"
        raise BadInputError(what, Place(field="findings"))
    return candidate


def _under(found: Trace, rule: Rule, linked: list[tuple[Finding, Candidate]]) -> list[Followed]:
    """The rule once more with every link as a claim of its own beside the claims of the trace."""
    seeds, base = found.seeds, found.seeds.colours
    colour = [int(seeds.colour[row]) for row in range(len(found.ledger))]
    cap, names, taken = list(seeds.cap), list(seeds.names), []
    for finding, link in linked:
        if colour[link.then]:
            raise BadInputError(f"the money of {finding.then} is traced already", Place(field="findings"))
        colour[link.then] = len(names)
        cap.append(_limit(found, rule, finding, link))
        names.append(f"finding {len(names) - base}")
        taken.append(len(names) - 1)
    result = replay(rule, found.ledger, Seeds(colour, tuple(cap), tuple(names), seeds.rows), compiled=False)
    return [
        Followed(
            finding=finding,
            rule=rule,
            entered=result.totals[c].seeded,
            resting=tuple((account, cells[c]) for account, cells in result.held.items() if cells[c]),
            left=result.totals[c].left,
            absorbed=result.totals[c].absorbed,
        )
        for (finding, _), c in zip(linked, taken, strict=True)
    ]


def _limit(found: Trace, rule: Rule, finding: Finding, link: Candidate) -> int:
    """How much may enter: the traced sum, or as a share of a price that part of it; never more than the transfer."""
    traced, price = link.amount(rule), int(found.ledger.amount[link.first])
    back = int(found.ledger.amount[link.then])
    if finding.kind is LinkKind.SUBSTITUTION and finding.taking is Taking.SHARE:
        return back * traced // price
    return min(traced, back)
