"""Traces of a ledger: the question, every rule asked for, the rule of the requested state, the exhibit."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from comity import __version__
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.background.queue import in_background
from comity.casework.background.working import Told
from comity.casework.evidence.store import arrived, open_kept, pieces_of
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.records.selectors import record_subject
from comity.casework.tracing.models import MoneyLedger, MoneyTrace
from comity.casework.tracing.signing import findings_of
from comity.common.errors import BadInputError, Place
from comity.tracing.minor_units import share_text
from comity.tracing.rules import Rule

if TYPE_CHECKING:
    from comity.tracing.trace import Trace

MOST_HOLDINGS = 200
MOST_NODES = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be traced: what an account paid out (up to an amount, until a day), under which rules, for whom.

    ``language`` is that of the exhibit.
    """

    account: str
    amount: str = ""
    until: dt.date | None = None
    rules: tuple[str, ...] = ()
    state: str = ""
    purpose: str = ""
    rates: dict[str, str] | None = None
    language: str = "en"


@transaction.atomic
def trace_begin(*, ledger: MoneyLedger, asked: Asked, actor: User, who: Identity) -> MoneyTrace:
    """Begin a trace of a ledger that is ready."""
    require(Permission.MONEY_TRACE, who, record_subject(ledger, who))
    if ledger.status != "ready":
        raise BadInputError("the ledger is not ready yet; wait until it has been read")
    if asked.account not in ledger.data["accounts"]:
        raise BadInputError("choose an account of the ledger", Place(field="account"))
    unknown = [name for name in asked.rules if name not in set(Rule)]
    if unknown:
        raise BadInputError(f"'{unknown[0]}' is no rule", Place(field="rules"))
    _rates(asked.rates or {})
    language = _language(asked.language)
    key = f"T-{MoneyTrace.everything.filter(case=ledger.case).count() + 1}"
    question: dict[str, Any] = {
        "account": asked.account,
        "amount": asked.amount.strip(),
        "until": asked.until.isoformat() if asked.until else "",
        "rules": list(asked.rules) or [rule.value for rule in Rule],
        "state": asked.state,
        "purpose": asked.purpose,
        "rates": asked.rates or {},
        "language": language,
    }
    trace = MoneyTrace.everything.create(
        case=ledger.case,
        ledger=ledger,
        key=key,
        wall=ledger.wall,
        handling=ledger.handling,
        data={"question": question},
        made_by=actor,
    )
    log_append(event="trace_begun", actor=actor, case=ledger.case, subject="trace", key=key, details=question)
    in_background(trace)
    return trace


def _language(code: str) -> str:
    from comity.drafting.trace_exhibit_blocks import exhibit_language  # noqa: PLC0415 - printing is slow to import

    return exhibit_language(code, "language")


def _rates(given: dict[str, str]) -> dict[str, Fraction]:
    found = {}
    for code, text in given.items():
        try:
            found[code.upper()] = Fraction(text)
        except (ValueError, ZeroDivisionError):
            raise BadInputError(f"'{text}' is no rate; write such as USD=0.92", Place(field="rates")) from None
    return found


def trace_run(record: MoneyTrace, told: Told) -> dict[str, Any]:
    """Trace, print the exhibit, and keep both; the same ledger and question give the same bytes."""
    from comity.casework.tracing.exhibits import exhibit_beside  # noqa: PLC0415 - it reads the whole case
    from comity.drafting.trace_exhibit import day_of_exhibit, exhibit, exhibit_word  # noqa: PLC0415 - printing is slow to import
    from comity.law.tracing_rules import rules_of  # noqa: PLC0415
    from comity.tracing.findings import follow_findings  # noqa: PLC0415
    from comity.tracing.ledger_files import read_ledger  # noqa: PLC0415
    from comity.tracing.question import Question  # noqa: PLC0415
    from comity.tracing.results import followed_told, summary  # noqa: PLC0415
    from comity.tracing.trace import trace  # noqa: PLC0415

    asked = record.data["question"]
    until = dt.date.fromisoformat(asked["until"]) if asked["until"] else None
    rules = [Rule(name) for name in asked["rules"]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{record.ledger.key}.csv"
        with open_kept(settings.EVIDENCE_FOLDER, record.ledger.digest) as kept, path.open("wb") as copy:
            for piece in pieces_of(kept):
                copy.write(piece)
        ledger = read_ledger(path, rates=_rates(asked["rates"]), openings=None)
    found = trace(
        ledger,
        Question(account=asked["account"], amount=asked["amount"], until=until),
        rules,
        progress=lambda rule, done, whole: told(_percent(rules.index(rule), done, whole), len(rules) * 100),
    )
    day = record.beat.date()
    law = rules_of(asked["state"], asked["purpose"] or None, day) if asked["state"] else []
    followed = follow_findings(found, findings_of(asked))
    answer = summary(found) | {"law": [_plain(rule) for rule in law], "version": __version__}
    answer["findings"] = followed_told(followed, ledger)
    shown, told_all = _shown(found), {**answer, "paths": {}, "files": []}
    around = exhibit_beside(record, found, shown["pages"], day_of_exhibit(found))
    language = asked.get("language", "en")
    printed = [
        arrived([made(found, told_all, around, language)], settings.EVIDENCE_FOLDER, settings.EVIDENCE_LIMIT).keep()
        for made in (exhibit, exhibit_word)
    ]
    return {"exhibit": printed[0], "word": printed[1], "data": {**record.data, "answer": answer, **shown}}


def _percent(rules_done: int, done: int, whole: int) -> int:
    return rules_done * 100 + done * 100 // max(whole, 1)


def _plain(rule: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, str) else str(value or "") for name, value in rule.items()}


def _shown(found: "Trace") -> dict[str, Any]:
    """What the page shows per rule: the largest holdings, and the flow that is drawn in the language of the page."""
    from comity.tracing.flow import flow_of  # noqa: PLC0415
    from comity.tracing.flow_kept import flow_kept  # noqa: PLC0415

    ledger, pages = found.ledger, {}
    for rule, replay in found.replays.items():
        held = sorted(found.holdings[rule], key=lambda item: (-(item.amount or 0), item.account))
        page: dict[str, Any] = {"holdings": [_holding(found, item) for item in held[:MOST_HOLDINGS]]}
        if rule is not Rule.POISON:
            page["drawing"] = flow_kept(flow_of(replay, ledger, MOST_NODES), ledger)
        pages[str(rule)] = page
    return {"pages": pages}


def _holding(found: "Trace", item: Any) -> dict[str, Any]:  # noqa: ANN401 - a holding of the tracing room
    money = found.ledger.money
    return {
        "account": found.ledger.accounts[item.account],
        "amount": None if item.amount is None else money(item.amount),
        "balance": money(item.balance),
        "share": "" if item.amount is None else share_text(item.amount, item.balance),
        "low": None if item.low is None else money(item.low),
        "high": None if item.high is None else money(item.high),
    }


def rules_shown(asked: Sequence[str]) -> list[Rule]:
    """The rules of a question in the order in which the room lists them."""
    return [rule for rule in Rule if rule.value in set(asked)]
