"""Which tracing rule a state's courts apply, for which purpose, since when, on whose authority."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError, Place
from comity.common.source import Source
from comity.common.truth import Truth
from comity.law.states import parse_state
from comity.law.store import read_data

PURPOSES = ("object", "confiscation", "restitution", "victims")
_NO_ACCOUNT_RULE = frozenset({"value", "share_and_income"})


@dataclass(frozen=True, slots=True)
class TracingRule:
    """One rule of one state for one purpose (object, confiscation, restitution, victims).

    ``since`` is empty where nobody has evidenced since when; ``reading`` says how the source was read.
    """

    state: str
    purpose: str
    rule: str
    authority: str
    source: Source
    since: str = ""
    note: str = ""
    reading: str = ""

    @property
    def engine(self) -> str | None:
        """The account rule that computes it; nothing for a claim to a value, which no account rule computes."""
        return None if self.rule in _NO_ACCOUNT_RULE else self.rule


@cache
def tracing_rules() -> tuple[TracingRule, ...]:
    """Every rule on file, in the order of the file."""
    data = read_data("tracing_rules.json")
    sources = {key: Source(**fields) for key, fields in data["sources"].items()}
    return tuple(
        TracingRule(
            state=row["state"],
            purpose=row["purpose"],
            rule=row["rule"],
            authority=row["authority"],
            source=sources[row["source"]],
            since=row.get("from", ""),
            note=row.get("note", ""),
            reading=row.get("reading", ""),
        )
        for row in data["rules"]
    )


def rules_of(state: str | None, purpose: str | None, day: dt.date) -> list[dict[str, Any]]:
    """The rules on file for a state and purpose that hold, or may hold, on a day; INT stands for treaty law."""
    if purpose is not None and purpose not in PURPOSES:
        raise BadInputError(f"'{purpose}' is not a purpose ({', '.join(PURPOSES)})", Place(field="--purpose"))
    code = state and ("INT" if state.upper() == "INT" else parse_state(state))
    found = []
    for rule in tracing_rules():
        begun = PartialDate.parse(rule.since).reached_on(day) if rule.since else Truth.UNKNOWN
        if code not in (None, rule.state) or purpose not in (None, rule.purpose) or begun is Truth.FALSE:
            continue
        found.append(
            {
                "state": rule.state,
                "purpose": rule.purpose,
                "rule": rule.rule,
                "computed_by": rule.engine,
                "authority": rule.authority,
                "from": rule.since or None,
                "in_force": begun,
                "note": rule.note,
                "reading": rule.reading,
                "source": str(rule.source),
                "grade": rule.source.grade,
            }
        )
    return found
