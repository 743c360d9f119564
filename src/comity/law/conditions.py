"""Tests: what must hold for a rule to bite, evaluated in three values, with the facts that would decide."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from comity.common.truth import Truth, all_of, any_of
from comity.law.conduct_keys import covers
from comity.law.facts import fact_key, spoken
from comity.law.situation import Situation


@dataclass(frozen=True, slots=True)
class Test:
    """A condition over a situation; every kind below says when it is true."""

    __test__: ClassVar[bool] = False  # a legal test, not one of pytest's

    def truth(self, situation: Situation) -> Truth:
        """Evaluate in three values."""
        raise NotImplementedError

    def undecided(self, situation: Situation) -> Iterator[str]:  # noqa: ARG002 - the signature of every test
        """Give the fact keys that would decide, while the test is unknown; law that is not evidenced has none."""
        yield from ()

    def reachable(self, situation: Situation) -> frozenset[Truth]:
        """Give the truths that answers to open questions of fact could lead to; law not evidenced stays unknown."""
        return frozenset({self.truth(situation)})

    def facts(self) -> Iterator[str]:
        """Give every fact key the test reads."""
        yield from ()

    def told(self, situation: Situation) -> Iterator[str]:  # noqa: ARG002
        """Say, leaf by leaf, what was found."""
        yield from ()

    @property
    def about_pair(self) -> bool:
        """Whether the answer depends on the two states and not on the facts alone."""
        return True

    @property
    def about_law(self) -> bool:
        """Whether the answer depends on what law is in force, which no fact of the case can settle."""
        return True


@dataclass(frozen=True, slots=True)
class Always(Test):
    """Holds in every case."""

    def truth(self, situation: Situation) -> Truth:  # noqa: ARG002 - the signature of every test
        """Hold."""
        return Truth.TRUE

    @property
    def about_pair(self) -> bool:
        """Nothing to look at."""
        return False

    @property
    def about_law(self) -> bool:
        """No law to look up."""
        return False


@dataclass(frozen=True, slots=True)
class FactTest(Test):
    """Compares one fact with a bound, a value or a list of values."""

    key: str
    comparison: str
    value: Any

    def truth(self, situation: Situation) -> Truth:
        """Compare; a fact that is not given is unknown."""
        fact = situation.facts.get(self.key)
        if fact is None:
            return Truth.UNKNOWN
        return Truth.of(_COMPARE[self.comparison](fact, self._wanted(situation)))

    def undecided(self, situation: Situation) -> Iterator[str]:
        """Ask for this fact."""
        if self.truth(situation) is Truth.UNKNOWN:
            yield self.key

    def reachable(self, situation: Situation) -> frozenset[Truth]:
        """An open question of fact can go either way."""
        return reachable_by_facts(self.truth(situation))

    def facts(self) -> Iterator[str]:
        """Name the one fact."""
        yield self.key

    def told(self, situation: Situation) -> Iterator[str]:
        """Say the fact, its value and what was asked of it."""
        meaning = fact_key(self.key).meaning.rstrip(".")
        asked = f" ({_ASKED[self.comparison]} {self.value} asked)" if self.comparison in _ASKED else ""
        yield f"{meaning}: {situation.facts.spoken(self.key)}{asked}"

    @property
    def about_pair(self) -> bool:
        """A nationality is compared with one of the two states."""
        return self.comparison == "includes"

    def _wanted(self, situation: Situation) -> Any:  # noqa: ANN401
        return situation.state(self.value) if self.comparison == "includes" else self.value

    @property
    def about_law(self) -> bool:
        """No law to look up."""
        return False


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": lambda fact, bound: fact >= bound,
    "more_than": lambda fact, bound: fact > bound,
    "at_most": lambda fact, bound: fact <= bound,
    "less_than": lambda fact, bound: fact < bound,
    "is": lambda fact, value: fact == value,
    "one_of": lambda fact, values: fact in values,
    "includes": lambda fact, state: state in fact,
}
_ASKED = {"at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than"}


@dataclass(frozen=True, slots=True)
class ConductTest(Test):
    """Holds where the conduct of the request is among the listed kinds."""

    keys: tuple[str, ...]

    def truth(self, situation: Situation) -> Truth:
        """Hold where one conduct of the request is listed; unknown where none is given."""
        if not situation.conduct:
            return Truth.UNKNOWN
        return any_of(
            Truth.UNKNOWN if (hit := covers(self.keys, conduct)) is None else Truth.of(hit)
            for conduct in situation.conduct
        )

    def undecided(self, situation: Situation) -> Iterator[str]:
        """Ask for the conduct."""
        if self.truth(situation) is Truth.UNKNOWN:
            yield "conduct"

    def reachable(self, situation: Situation) -> frozenset[Truth]:
        """An open question of fact can go either way."""
        return reachable_by_facts(self.truth(situation))

    def facts(self) -> Iterator[str]:
        """Read the conduct."""
        yield "conduct"

    def told(self, situation: Situation) -> Iterator[str]:
        """Say which conduct was given."""
        given = ", ".join(situation.conduct) or "unknown"
        yield f"conduct of the request: {given} (listed: {', '.join(self.keys)})"

    @property
    def about_pair(self) -> bool:
        """Conduct is the same for every pair."""
        return False

    @property
    def about_law(self) -> bool:
        """No law to look up."""
        return False


@dataclass(frozen=True, slots=True)
class StateTest(Test):
    """Holds where the state in a role is one of those named."""

    role: str
    states: tuple[str, ...]

    def truth(self, situation: Situation) -> Truth:
        """Compare codes."""
        return Truth.of(situation.state(self.role) in self.states)

    def told(self, situation: Situation) -> Iterator[str]:
        """Say which state has the role."""
        yield f"{self.role} state: {situation.state(self.role)}"

    @property
    def about_law(self) -> bool:
        """No law to look up."""
        return False


@dataclass(frozen=True, slots=True)
class PartyTest(Test):
    """Holds where a state is bound by an instrument on the day."""

    role: str
    instrument: str

    def truth(self, situation: Situation) -> Truth:
        """Ask the register of status."""
        return situation.status.bound(self.instrument, situation.state(self.role), situation.on)

    def told(self, situation: Situation) -> Iterator[str]:
        """Say whether the state is bound, as far as evidenced."""
        words = {Truth.TRUE: "is bound by", Truth.FALSE: "is not bound by", Truth.UNKNOWN: "is not evidenced under"}
        yield f"{situation.state(self.role)} {words[self.truth(situation)]} {self.instrument} on {situation.on}"


@dataclass(frozen=True, slots=True)
class InForceTest(Test):
    """Holds where some instrument with a purpose is in force between the two states."""

    purpose: str

    def truth(self, situation: Situation) -> Truth:
        """Ask the register of status."""
        pair = (situation.requesting, situation.requested)
        return situation.status.in_force_between(self.purpose, pair, situation.on)

    def told(self, situation: Situation) -> Iterator[str]:
        """Say whether one is in force, as far as evidenced."""
        words = {Truth.TRUE: "is in force", Truth.FALSE: "is not in force", Truth.UNKNOWN: "is not evidenced"}
        purpose = self.purpose.replace("_", " ")
        yield f"a treaty on {purpose} between the two states {words[self.truth(situation)]} on {situation.on}"


@dataclass(frozen=True, slots=True)
class OwnLawTest(Test):
    """Holds where the requested state's own law answers in one of the listed ways when there is no treaty."""

    measure: str
    answers: tuple[str, ...]

    def truth(self, situation: Situation) -> Truth:
        """Ask the requested state's law; an answer that is not evidenced is unknown."""
        answer = situation.status.without_treaty(situation.requested, self.measure, situation.on)
        return Truth.UNKNOWN if answer == "not_evidenced" else Truth.of(answer in self.answers)

    def told(self, situation: Situation) -> Iterator[str]:
        """Say what the requested state's law does without a treaty."""
        answer = situation.status.without_treaty(situation.requested, self.measure, situation.on).replace("_", " ")
        yield f"{self.measure.replace('_', ' ')} without a treaty under the law of {situation.requested}: {answer}"


@dataclass(frozen=True, slots=True)
class BasisTest(Test):
    """Holds where a state has notified that it takes a convention as its legal basis."""

    role: str
    instrument: str

    def truth(self, situation: Situation) -> Truth:
        """Ask the register of notifications."""
        return situation.status.accepts_as_basis(self.instrument, situation.state(self.role), situation.on)

    def told(self, situation: Situation) -> Iterator[str]:
        """Say what was notified, as far as evidenced."""
        words = {Truth.TRUE: "taken as a basis", Truth.FALSE: "not taken as a basis", Truth.UNKNOWN: "not evidenced"}
        yield f"notification of {situation.state(self.role)} under {self.instrument}: {words[self.truth(situation)]}"


@dataclass(frozen=True, slots=True)
class Group(Test):
    """Several tests together: all of them, any of them, or not the one."""

    kind: str
    parts: tuple[Test, ...]

    def truth(self, situation: Situation) -> Truth:
        """Combine in Kleene's way."""
        if self.kind == "not":
            return self.parts[0].truth(situation).negated()
        combine = all_of if self.kind == "all" else any_of
        return combine(part.truth(situation) for part in self.parts)

    def undecided(self, situation: Situation) -> Iterator[str]:
        """Ask only for what the unknown parts ask for."""
        if self.truth(situation) is Truth.UNKNOWN:
            for part in self.parts:
                yield from part.undecided(situation)

    def reachable(self, situation: Situation) -> frozenset[Truth]:
        """Combine what the parts can come to."""
        if self.kind == "not":
            return frozenset(truth.negated() for truth in self.parts[0].reachable(situation))
        return combined((part.reachable(situation) for part in self.parts), all_of if self.kind == "all" else any_of)

    def facts(self) -> Iterator[str]:
        """Read what the parts read."""
        for part in self.parts:
            yield from part.facts()

    def told(self, situation: Situation) -> Iterator[str]:
        """Say what the parts say."""
        for part in self.parts:
            yield from part.told(situation)

    @property
    def about_pair(self) -> bool:
        """One part about the pair makes the whole about the pair."""
        return any(part.about_pair for part in self.parts)

    @property
    def about_law(self) -> bool:
        """One part about the law makes the whole about the law."""
        return any(part.about_law for part in self.parts)


def reachable_by_facts(truth: Truth) -> frozenset[Truth]:
    """Give what a fact can come to: itself where it is known, either way where it is not."""
    return frozenset({Truth.TRUE, Truth.FALSE} if truth is Truth.UNKNOWN else {truth})


def combined(parts: Iterable[frozenset[Truth]], combine: Callable[[Iterable[Truth]], Truth]) -> frozenset[Truth]:
    """Combine what several parts can come to, each taken as free of the others."""
    return _combined(tuple(parts), combine)


@cache
def _combined(parts: tuple[frozenset[Truth], ...], combine: Callable[[Iterable[Truth]], Truth]) -> frozenset[Truth]:
    result = frozenset({combine(())})
    for part in parts:
        result = frozenset(combine((before, now)) for before in result for now in part)
    return result


def spoken_facts(test: Test, situation: Situation) -> dict[str, str]:
    """Give the facts a test reads with their values as text."""
    return {
        key: (", ".join(situation.conduct) or "unknown") if key == "conduct" else spoken(situation.facts.get(key))
        for key in test.facts()
    }
