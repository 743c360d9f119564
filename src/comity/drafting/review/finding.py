"""What the review of a request finds: the rule, how grave it is, where, what is wrong, the cure, and the source."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Blocking stops the signature; a warning wants a decision; advice makes the request better."""

    BLOCKING = "blocking"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """One finding; ``where`` is the field of the case file, ``source`` the article or practice behind it."""

    rule: str
    severity: Severity
    where: str
    text: str
    cure: str
    source: str

    def as_data(self) -> dict[str, str]:
        """Give the finding as plain data."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "where": self.where,
            "text": self.text,
            "cure": self.cure,
            "source": self.source,
        }
