"""The rules of the review as they are published: for the documentation, and for programs that show them."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from comity.drafting.review.reviewing import SUBJECTS, review_rules
from comity.drafting.review.rule import ReviewRule
from comity.law.vocabulary import MEASURES

_INTRODUCTION = """# Rules of the review

`comity review` applies every rule below that looks at the measure of a request. **Blocking** findings stop the
signature, a **warning** wants a decision, **advice** makes the request better. A rule that cannot know stays silent:
what nobody has looked up is not held against a request, except where that itself has to be decided.

The source names an article, or *practice* where no treaty says it. Where the route a request takes has an article of
its own on the matter, the finding cites that one. This page is generated:
`comity review-rules --markdown > docs/review-rules.md`.
"""


def rules_as_data() -> list[dict[str, Any]]:
    """Give every rule as plain data, in the order in which they are applied."""
    return [
        {
            "rule": rule.id,
            "subject": _subject(rule),
            "severity": rule.severity.value,
            "measures": [measure for measure in MEASURES if measure in rule.measures],
            "says": rule.says,
            "source": rule.source,
        }
        for rule in review_rules().values()
    ]


def rules_as_markdown() -> str:
    """Give every rule as the page of the documentation."""
    rules = tuple(review_rules().values())
    counts = f"\n{len(rules)} rules.\n"
    return _INTRODUCTION + counts + "".join(line for subject in SUBJECTS for line in _section(subject, rules))


def _section(subject: str, rules: tuple[ReviewRule, ...]) -> Iterator[str]:
    module = import_module(f"comity.drafting.review.{subject}")
    title = (module.__doc__ or subject).strip().rstrip(".")
    yield f"\n## {title}\n\n| rule | severity | looks at | explanation | source |\n|---|---|---|---|---|\n"
    for rule in rules:
        if _subject(rule) == subject:
            yield f"| `{rule.id}` | {rule.severity.value} | {_looks_at(rule)} | {rule.says} | {rule.source} |\n"


def _subject(rule: ReviewRule) -> str:
    return rule.check.__module__.rpartition(".")[2]


def _looks_at(rule: ReviewRule) -> str:
    if len(rule.measures) == len(MEASURES):
        return "every measure"
    without = [spoken for measure, spoken in MEASURES.items() if measure not in rule.measures]
    if len(without) <= 2:
        return f"all but {' and '.join(without)}"
    return ", ".join(spoken for measure, spoken in MEASURES.items() if measure in rule.measures)
