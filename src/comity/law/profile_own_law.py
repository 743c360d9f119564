"""What a state asks of others under its own law, measure by measure: the parts of its profile page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from comity.common.source import Source
from comity.law.applicable import laws_in_force, own_rules
from comity.law.clocks import ClockRule, clock_rules
from comity.law.profile_section import Asked, Entry, Section, section
from comity.law.profiles import ProfileFact, national_laws, profile_source, requirements
from comity.law.rules import Rule
from comity.law.vocabulary import MEASURES

_WITHOUT_TREATY = {
    "yes": "Acts without a treaty.",
    "reciprocity": "Acts without a treaty on reciprocity.",
    "one_case_agreement": "Acts without a general treaty by an agreement for the one case.",
    "designation": "Acts for partners that it has designated.",
    "no": "Acts only under a treaty.",
    "not_evidenced": "Its law is in the data, and what it says of this measure without a treaty is not.",
}
# Section -> its title, the topics of facts and rules it gathers, and what is missing where there is none.
_SUBJECTS: dict[str, tuple[str, frozenset[str]]] = {
    "authority": ("Authority", frozenset({"central_authority", "decision_maker"})),
    "channel": ("Channel", frozenset({"channel", "urgent_requests", "prior_consultation"})),
    "language": ("Language", frozenset({"language", "languages"})),
    "thresholds": (
        "Thresholds",
        frozenset({"minimum_penalty", "minimum_sentence", "remaining_sentence", "de_minimis", "dual_criminality"}),
    ),
    "nationals": ("Its own nationals", frozenset({"nationality"})),
    "evidence": (
        "Evidence and documents",
        frozenset({"evidence_standard", "formal_requirements", "documents", "forms", "authentication", "guidance"}),
    ),
}


def own_law_sections(asked: Asked, measure: str) -> tuple[Section, ...]:
    """Give what a state's own law and practice ask for one measure, subject by subject."""
    facts = requirements(asked.state, measure)
    rules = own_rules(asked.state, measure, laws_in_force(asked.state, asked.on))
    taken: frozenset[str] = frozenset({"treaty_needed"}).union(*(topics for _, topics in _SUBJECTS.values()))
    subjects = [
        section(key, title, _on_topics(asked, measure, facts, rules, topics))
        for key, (title, topics) in _SUBJECTS.items()
    ]
    left = frozenset({*facts, *(rule.topic for rule in rules)}) - taken
    return (
        _without_treaty(asked, measure, facts),
        *subjects,
        section("grounds", "Grounds, conditions and other practice", _on_topics(asked, measure, facts, rules, left)),
        _clocks(asked, measure),
    )


def _without_treaty(asked: Asked, measure: str, facts: dict[str, tuple[ProfileFact, ...]]) -> Section:
    valid = laws_in_force(asked.state, asked.on)
    laws = [law for law in national_laws(asked.state) if law["id"] in valid and measure in law["without_treaty"]]
    entries = [
        asked.entry(
            str(law["title"]),
            _WITHOUT_TREATY[law["without_treaty"][measure]],
            profile_source(asked.state, str(law.get("source", ""))) or Source(""),
            article=str(law.get("article", "")),
            note=str(law.get("note", "")),
        )
        for law in laws
    ]
    said = beside(_fact(asked, measure, fact) for fact in facts.get("treaty_needed", ()))
    missing = f"what its own law does for {MEASURES[measure]} without a treaty"
    return section("without_treaty", "Without a treaty", (*entries, *said), missing)


def _on_topics(
    asked: Asked,
    measure: str,
    facts: dict[str, tuple[ProfileFact, ...]],
    rules: Iterable[Rule],
    topics: frozenset[str],
) -> Iterator[Entry]:
    for topic in sorted(topics & set(facts)):
        yield from beside(_fact(asked, measure, fact) for fact in facts[topic])
    yield from (_rule(asked, rule) for rule in rules if rule.topic in topics)


def beside(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Mark entries on the same thing that say it differently: they are to be read side by side."""
    held = tuple(entries)
    if len({entry.says.casefold() for entry in held}) < 2:
        return held
    return tuple(replace(entry, side_by_side=True) for entry in held)


def _fact(asked: Asked, measure: str, fact: ProfileFact) -> Entry:
    about = fact.topic.replace("_", " ")
    if fact.measure not in {measure, "any"}:
        about = f"{about} (said of {MEASURES[fact.measure]})"
    return asked.entry(about, fact.value, fact.source, article=fact.article, note=fact.note)


def _rule(asked: Asked, rule: Rule) -> Entry:
    about = f"{rule.topic.replace('_', ' ')}: {rule.effect.replace('_', ' ')} ({rule.id})"
    return asked.entry(about, rule.says, rule.source, article=rule.article, note=rule.cure)


def _clocks(asked: Asked, measure: str) -> Section:
    found = [clock for clock in clock_rules(asked.state) if clock.measure in {"", measure}]
    entries = [_clock(asked, clock) for clock in found]
    return section("deadlines", "Deadlines", entries, f"limits of time for {MEASURES[measure]}")


def _clock(asked: Asked, clock: ClockRule) -> Entry:
    limit = str(clock.limit) if clock.limit else "a period that depends on the penalty"
    says = f"{limit} {clock.direction} {clock.starts_from}. {clock.effect}"
    return asked.entry(f"{clock.title} ({clock.id})", says, clock.source, article=clock.article, note=clock.note)
