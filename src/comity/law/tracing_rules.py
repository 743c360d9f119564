"""Which tracing rule a state's courts apply, for which purpose, since when, on whose authority."""

from dataclasses import dataclass
from functools import cache

from comity.common.source import Source
from comity.law.store import read_data

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
