"""The rules that apply to a request: the instrument, its protocols for this pair, the requested state's own law."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from comity.common.source import Source
from comity.common.truth import Truth
from comity.law.conditions import Always, ConductTest, Group
from comity.law.inquiry import Inquiry
from comity.law.instruments import Instrument, instruments, protocols_to
from comity.law.profiles import national_laws, profile_source
from comity.law.register import Register
from comity.law.rule_reading import read_rule
from comity.law.rules import Effect, Relation, Rule
from comity.law.treaty_status import listed


@dataclass(frozen=True, slots=True)
class Patch:
    """A protocol in force between the two states, less the chapters that either of them refused."""

    protocol: str
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Layers:
    """What stacks up for one pair of states.

    Protocols in force and those not evidenced, the requested state's laws in force, and the instruments ``above``
    every basis that bind it or may bind it.
    """

    patches: tuple[Patch, ...]
    unclear: tuple[str, ...]
    requested: str
    laws: tuple[str, ...]
    above: tuple[str, ...]


def layers_for(instrument_id: str, inquiry: Inquiry) -> Layers:
    """Find the protocols that bind between the two states, and what stacks up with them."""
    states, on, parties = inquiry.states, inquiry.on, inquiry.register
    patches: list[Patch] = []
    unclear: list[str] = []
    for protocol in protocols_to(instrument_id):
        if protocol.id not in listed():
            continue
        bound = parties.bound_between(protocol.id, *states, on)
        if bound is Truth.TRUE:
            patches.append(Patch(protocol.id, _refused(protocol.id, inquiry)))
        elif bound is Truth.UNKNOWN and any(parties.bound(protocol.id, state, on) is Truth.TRUE for state in states):
            unclear.append(protocol.id)
    requested = inquiry.requested
    above = bars_above(requested, on, parties)
    return Layers(tuple(patches), tuple(unclear), requested, laws_in_force(requested, on), above)


def _refused(protocol: str, inquiry: Inquiry) -> frozenset[str]:
    declared = (part for state in inquiry.states for part in inquiry.register.declarations(protocol, state))
    return frozenset(chapter for part in declared for chapter in part.refuses_chapter)


@cache
def treaty_rules(instrument_id: str, measure: str, layers: Layers) -> tuple[Rule, ...]:
    """Stack the rules of an instrument, its protocols, the requested state's law and the bars above every basis."""
    base = instruments().get(instrument_id)
    if base is None:
        own = _own_law_beside_treaty(layers, measure, frozenset())
        return (*map(_unless_unread_treaty_provides, own), *rules_above(measure, layers.above))
    rules = _patched(base, measure, layers)
    covered = _conduct_rule(base, measure)
    return (*covered, *rules, *_own_law(base, layers, measure, rules), *rules_above(measure, layers.above))


def _patched(base: Instrument, measure: str, layers: Layers) -> list[Rule]:
    rules = list(base.rules_for(measure))
    for patch in layers.patches:
        added = [rule for rule in instruments()[patch.protocol].rules_for(measure) if rule.chapter not in patch.refused]
        replaced = {name for rule in added for name in rule.replaces}
        rules = [rule for rule in rules if rule.id not in replaced] + added
    return rules


def _conduct_rule(base: Instrument, measure: str) -> tuple[Rule, ...]:
    if base.conduct == ("any",):
        return ()
    basis = base.measures.get(measure)
    return (
        Rule(
            id=f"{base.id}/conduct-covered",
            topic="conduct_covered",
            measures=frozenset([measure]),
            article=basis.article if basis else "",
            effect=Effect.CONDITION,
            test=ConductTest(base.conduct),
            says=f"{base.short} carries this measure only for the conduct it covers.",
            source=base.source,
        ),
    )


# On these a treaty decides even by a rule that only says that a ground is no ground.
_DECIDED_BY_ANY_RULE = frozenset(
    {"fiscal_offence", "bank_secrecy", "political_offence", "military_offence", "nationality"}
)
# A convention that leaves the rest to the requested state's law takes these grounds of refusal from it.
_TAKEN_AWAY = frozenset({"fiscal_offence", "bank_secrecy"})
_BARRING = frozenset({Effect.CONDITION, Effect.MANDATORY_BAR})
_FORMAL = frozenset({Effect.FORMALITY, Effect.DEADLINE})


def _own_law(base: Instrument, layers: Layers, measure: str, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Give the rules of the requested state's own law that stand beside those of an instrument."""
    held = tuple(rules)
    decided = frozenset(r.topic for r in held if r.effect not in _FORMAL or r.topic in _DECIDED_BY_ANY_RULE)
    if not base.refers_to_requested_law:
        return _own_law_beside_treaty(layers, measure, decided)
    taken = {rule.topic for rule in held if rule.topic in _TAKEN_AWAY or _deems_dual_criminality(rule)}
    return tuple(rule for rule in own_rules(layers.requested, measure, layers.laws) if rule.topic not in taken)


def _deems_dual_criminality(rule: Rule) -> bool:
    """Whether a convention says that dual criminality exists in every case, so that no law asks for it again."""
    return rule.topic == "dual_criminality" and isinstance(rule.test, Always)


def _own_law_beside_treaty(layers: Layers, measure: str, decided: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(
        rule
        for rule in own_rules(layers.requested, measure, layers.laws)
        if rule.relation is Relation.ALWAYS
        or (rule.relation is Relation.UNLESS_TREATY_PROVIDES and rule.topic not in decided)
    )


# Where nearly every state is a party, one that is not evidenced may well be; a regional instrument speaks for its own.
UNIVERSAL = 100
# Every state on one day, for a few registers: one that only supposes something is not kept for ever.
_REMEMBERED = 2048


@lru_cache(_REMEMBERED)
def bars_above(state: str, on: dt.date, parties: Register) -> tuple[str, ...]:
    """Name the instruments that stand above every basis and bind a state, or may bind it."""
    return tuple(item.id for item in instruments().values() if item.overlay and _may_bind(item.id, state, on, parties))


def _may_bind(instrument: str, state: str, on: dt.date, parties: Register) -> bool:
    if instrument not in listed():
        return False
    bound = parties.bound(instrument, state, on)
    universal = len(parties.instrument(instrument).states) >= UNIVERSAL
    return bound is Truth.TRUE or (bound is Truth.UNKNOWN and universal)


@cache
def rules_above(measure: str, names: tuple[str, ...]) -> tuple[Rule, ...]:
    """Give the rules on a measure of the instruments that stand above every basis."""
    return tuple(rule for name in names for rule in instruments()[name].rules_for(measure))


def _unless_unread_treaty_provides(rule: Rule) -> Rule:
    """Soften a rule that yields to what a treaty provides, while that treaty's text is not in the data."""
    if rule.relation is not Relation.UNLESS_TREATY_PROVIDES or rule.effect not in _BARRING:
        return rule
    test = Group("not", (rule.test,)) if rule.effect is Effect.CONDITION else rule.test
    says = f"{rule.says} The treaty may provide otherwise; its text is not in the data."
    return replace(rule, effect=Effect.OPTIONAL_BAR, test=test, says=says)


@cache
def laws_in_force(state: str, on: dt.date) -> tuple[str, ...]:
    """Name the laws of a state that have entered into force by a day, as far as the data says when."""
    return tuple(str(law["id"]) for law in national_laws(state) if law.get("in_force_from", "") <= on.isoformat())


@cache
def own_rules(state: str, measure: str, laws: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules of a state's laws that concern a measure; ``laws`` are the ids of the laws that count."""
    return tuple(
        rule
        for law in national_laws(state)
        if law["id"] in laws
        for rule in _law_rules(state, law)
        if measure in rule.measures
    )


def _law_rules(state: str, law: dict[str, Any]) -> tuple[Rule, ...]:
    source = profile_source(state, str(law.get("source", "")))
    rules = []
    for data in law.get("rules", ()):
        own = profile_source(state, str(data["source"])) if data.get("source") else source
        rules.append(read_rule({**data, "source": None}, own or Source("")))
    return tuple(rules)
