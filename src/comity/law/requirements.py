"""What a request on a route will need: channel, language, documents and deadlines, each with its article."""

from collections.abc import Iterable
from dataclasses import dataclass

from comity.law.clocks import ClockRule, clock_rules
from comity.law.profiles import ProfileFact, requirements
from comity.law.rules import Effect, Rule
from comity.law.states import state_name

_DOCUMENT_TOPICS = ("documents", "order", "evidence_standard", "authentication", "nexus", "finality")
_PROFILE_DOCUMENTS = ("formal_requirements", "evidence_standard", "assurances", "forms")
_PROFILE_CHANNELS = ("central_authority", "channel", "central_authority_extradition", "central_authority_mla")
_PROFILE_LANGUAGES = ("languages", "language")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit of time that a route brings with it; the clock of the same name computes the day."""

    rule: str
    starts_from: str
    limit: str
    effect: str
    article: str
    source: str


@dataclass(frozen=True, slots=True)
class Needs:
    """Channel, language, documents and deadlines of a route; "not evidenced" where nothing is known."""

    channel: str
    language: str
    documents: tuple[str, ...]
    deadlines: tuple[Deadline, ...]


def needs_of(basis: str, measure: str, state: str, rules: Iterable[Rule]) -> Needs:
    """Collect what the rules of a basis and the requested state's profile ask of a request."""
    formal = [rule for rule in rules if rule.effect is Effect.FORMALITY]
    profile = requirements(state, measure)
    documents = [_told(rule) for topic in _DOCUMENT_TOPICS for rule in formal if rule.topic == topic]
    documents += [_profiled(fact) for topic in _PROFILE_DOCUMENTS for fact in profile.get(topic, ())[:1]]
    return Needs(
        channel=_first(formal, "channel", profile, _PROFILE_CHANNELS),
        language=_first(formal, "language", profile, _PROFILE_LANGUAGES),
        documents=tuple(dict.fromkeys(documents)),
        deadlines=tuple(_deadline(clock) for clock in _clocks(basis, measure, state)),
    )


def _first(
    formal: Iterable[Rule], topic: str, profile: dict[str, tuple[ProfileFact, ...]], profiled: Iterable[str]
) -> str:
    parts = [_told(rule) for rule in formal if rule.topic == topic]
    parts += [_profiled(fact) for name in profiled for fact in profile.get(name, ())[:1]]
    return " ".join(dict.fromkeys(parts)) or "not evidenced"


def _told(rule: Rule) -> str:
    return f"{rule.says} ({rule.id.split('/')[0]}, art. {rule.article})"


def _profiled(fact: ProfileFact) -> str:
    law = f" ({fact.article})" if fact.article else ""
    return f"{state_name(fact.state)}: {fact.value}{law}."


def _clocks(basis: str, measure: str, state: str) -> Iterable[ClockRule]:
    for clock in clock_rules(None):
        if clock.measure not in {"", measure}:
            continue
        if clock.id.startswith(f"{basis}/") or clock.id.startswith(f"{state}/"):
            yield clock


def _deadline(clock: ClockRule) -> Deadline:
    limit = f"{clock.limit.value} {clock.limit.unit}" if clock.limit else ""
    return Deadline(clock.id, clock.starts_from, limit, clock.effect, clock.article, str(clock.source))
