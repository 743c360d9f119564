"""Rules: a condition, bar, assurance, formality or deadline with its article, its test and its labelled exceptions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from comity.common.errors import LawConflictError
from comity.common.source import Source
from comity.common.truth import Truth, all_of, any_of
from comity.law.conditions import Always, Test, combined, spoken_facts
from comity.law.situation import Situation


class Effect(StrEnum):
    """What a rule does when its test is met."""

    CONDITION = "condition"
    MANDATORY_BAR = "mandatory_bar"
    OPTIONAL_BAR = "optional_bar"
    ASSURANCE = "assurance"
    FORMALITY = "formality"
    DEADLINE = "deadline"


LIFTED = "lifted"


class Outcome(StrEnum):
    """What was found: whether the rule's test is met."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Relation(StrEnum):
    """How a rule of a state's own law stands to a treaty."""

    ALWAYS = "always"
    WITHOUT_TREATY = "without_treaty"
    UNLESS_TREATY_PROVIDES = "unless_treaty_provides"


@dataclass(frozen=True, slots=True)
class RuleException:
    """A labelled exception: when its test is met the rule is lifted, or takes another effect."""

    label: str
    article: str
    test: Test
    effect: str = LIFTED
    says: str = ""
    unless: tuple["RuleException", ...] = ()

    def truth(self, situation: Situation) -> Truth:
        """Whether the exception holds, its own exceptions considered."""
        holds = self.test.truth(situation)
        if holds is Truth.FALSE or not self.unless:
            return holds
        return all_of([holds, any_of(part.truth(situation) for part in self.unless).negated()])

    def undecided(self, situation: Situation) -> Iterator[str]:
        """Give the facts that would decide the exception."""
        if self.truth(situation) is Truth.UNKNOWN:
            yield from self.test.undecided(situation)
            for part in self.unless:
                yield from part.undecided(situation)

    def reachable(self, situation: Situation) -> frozenset[Truth]:
        """Give what answers to open questions of fact could lead to."""
        inner = combined((part.reachable(situation) for part in self.unless), any_of)
        parts = [self.test.reachable(situation), frozenset(truth.negated() for truth in inner)]
        return combined(parts, all_of)

    def tests(self) -> Iterator[Test]:
        """Give its own test and those of its exceptions."""
        yield self.test
        for part in self.unless:
            yield from part.tests()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of an instrument or a law, as data wrote it; ``says`` is its published explanation.

    ``about_pair`` says whether its outcome depends on the two states and not on the facts alone, ``about_law`` whether
    it asks what law is in force, which no fact can settle; both follow from its tests.
    """

    id: str
    topic: str
    measures: frozenset[str]
    article: str
    effect: Effect
    test: Test
    says: str
    source: Source
    scope: Test = field(default_factory=Always)
    unless: tuple[RuleException, ...] = ()
    cure: str = ""
    then: str = ""
    chapter: str = ""
    replaces: tuple[str, ...] = ()
    relation: Relation = Relation.ALWAYS
    overlay: bool = False
    about_pair: bool = field(init=False, default=True)
    about_law: bool = field(init=False, default=True)

    def facts(self) -> tuple[str, ...]:
        """Give every fact key the rule can ask for."""
        tests = [self.scope, self.test, *(test for part in self.unless for test in part.tests())]
        return tuple(dict.fromkeys(key for test in tests for key in test.facts()))

    def __post_init__(self) -> None:
        tests = [self.scope, self.test, *(test for part in self.unless for test in part.tests())]
        object.__setattr__(self, "about_pair", any(test.about_pair for test in tests))
        object.__setattr__(self, "about_law", any(test.about_law for test in tests))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The bare result of one rule: outcome, the effect that holds, and the fact keys that would decide an unknown.

    ``law_unknown`` marks an unknown that no answer of fact can turn out well: the law itself is not evidenced;
    ``can_harm`` an unknown that some answer of fact can turn out badly.
    """

    outcome: Outcome
    effect: Effect
    undecided: tuple[str, ...] = ()
    law_unknown: bool = False
    can_harm: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one situation, with its reasons."""

    rule: str
    topic: str
    outcome: Outcome
    effect: Effect
    article: str
    because: str
    facts: dict[str, str]
    source: Source
    undecided: tuple[str, ...] = ()
    law_unknown: bool = False
    can_harm: bool = True
    cure: str = ""


def judge(rule: Rule, situation: Situation) -> Judgement:
    """Apply one rule to one situation."""
    scope = rule.scope.truth(situation)
    if scope is Truth.FALSE:
        return Judgement(Outcome.NOT_APPLICABLE, rule.effect)
    lifted, effect = _exceptions(rule, situation)
    asks = rule.effect is Effect.CONDITION
    test = rule.test.truth(situation)
    harm = all_of([scope, test.negated() if asks else test, lifted.negated()])
    outcome = _OUTCOMES[harm.negated() if effect is Effect.CONDITION else harm]
    if outcome is not Outcome.UNKNOWN:
        return Judgement(outcome, effect)
    can_come_to = _reachable_harm(rule, situation) if rule.about_law else _EITHER_WAY
    law_unknown, can_harm = Truth.FALSE not in can_come_to, Truth.TRUE in can_come_to
    if can_come_to == {Truth.UNKNOWN}:
        return Judgement(outcome, effect, (), law_unknown, can_harm)
    asked = tuple(dict.fromkeys(_undecided(rule, situation, scope)))
    return Judgement(outcome, effect, asked, law_unknown, can_harm)


def _reachable_harm(rule: Rule, situation: Situation) -> frozenset[Truth]:
    """Give what answers of fact could make of the harm a rule does: false where it would turn out well."""
    test = rule.test.reachable(situation)
    if rule.effect is Effect.CONDITION:
        test = frozenset(truth.negated() for truth in test)
    lifting = [part.reachable(situation) for part in rule.unless if part.effect == LIFTED]
    spared = frozenset(truth.negated() for truth in combined(lifting, any_of))
    return combined([rule.scope.reachable(situation), test, spared], all_of)


def explain(rule: Rule, situation: Situation, judgement: Judgement) -> Finding:
    """Give a judgement its reasons."""
    return Finding(
        rule=rule.id,
        topic=rule.topic,
        outcome=judgement.outcome,
        effect=judgement.effect,
        article=rule.article,
        because=_because(rule, situation, judgement.outcome),
        facts={key: value for test in (rule.scope, rule.test) for key, value in spoken_facts(test, situation).items()},
        source=rule.source,
        undecided=judgement.undecided,
        law_unknown=judgement.law_unknown,
        can_harm=judgement.can_harm,
        cure=rule.cure,
    )


_EITHER_WAY = frozenset({Truth.TRUE, Truth.FALSE})
_OUTCOMES = {Truth.TRUE: Outcome.MET, Truth.FALSE: Outcome.NOT_MET, Truth.UNKNOWN: Outcome.UNKNOWN}


def _exceptions(rule: Rule, situation: Situation) -> tuple[Truth, Effect]:
    """Whether the rule is lifted, and the effect that holds; two exceptions that clash are an error."""
    held = [(part, part.truth(situation)) for part in rule.unless]
    certain = [part for part, truth in held if truth is Truth.TRUE]
    effects = {part.effect for part in certain}
    if len(effects) > 1:
        first, second = certain[0], next(part for part in certain if part.effect != certain[0].effect)
        raise LawConflictError(
            f"{rule.id}: '{first.label}' (art. {first.article}) and '{second.label}' (art. {second.article}) both hold "
            f"and differ ({first.effect}, {second.effect}); one must be written as an exception to the other"
        )
    if certain and certain[0].effect != LIFTED:
        return Truth.FALSE, Effect(certain[0].effect)
    return any_of(truth for part, truth in held if part.effect == LIFTED), rule.effect


def _undecided(rule: Rule, situation: Situation, scope: Truth) -> Iterator[str]:
    if scope is Truth.UNKNOWN:
        yield from rule.scope.undecided(situation)
    yield from rule.test.undecided(situation)
    for part in rule.unless:
        yield from part.undecided(situation)


def _because(rule: Rule, situation: Situation, outcome: Outcome) -> str:
    parts = [rule.says]
    if outcome is Outcome.NOT_APPLICABLE:
        parts.append("It does not concern this request.")
    else:
        told = "; ".join(rule.test.told(situation))
        parts.append(f"Found: {told}." if told else "")
        parts.extend(_told_exception(part, situation) for part in rule.unless)
    if rule.then and outcome in {Outcome.MET, Outcome.UNKNOWN}:
        parts.append(rule.then)
    return " ".join(part for part in parts if part)


def _told_exception(part: RuleException, situation: Situation) -> str:
    truth = part.truth(situation)
    if truth is Truth.FALSE:
        return ""
    verb = "holds" if truth is Truth.TRUE else "may hold"
    says = f": {part.says.rstrip('.')}" if part.says else ""
    return f"The exception '{part.label}' (art. {part.article}) {verb}{says}."
