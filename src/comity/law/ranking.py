"""The order of routes, and the sentence that explains it."""

from comity.law.candidates import Candidate
from comity.law.instruments import instruments
from comity.law.rules import Effect, Outcome
from comity.law.verdict import Verdict
from comity.law.vocabulary import MEASURES

_VERDICTS = {verdict: order for order, verdict in enumerate(Verdict)}
_KINDS = {"eu_act": 0, "bilateral": 1, "multilateral": 1, "designation": 2, "own_law": 4}
_OBLIGATIONS = {"shall": 0, "may": 1, "consider": 2}
_SPOKEN = {
    Verdict.OPEN: "every condition that is in the data is met",
    Verdict.CONDITIONAL: "it can be taken once the open points are settled",
    Verdict.NOT_EVIDENCED: "it may exist, but the law that decides is not evidenced",
    Verdict.BARRED: "a condition fails or a mandatory bar applies",
    Verdict.UNAVAILABLE: "it is not available between the two states",
}
# A convention for one purpose is made for it; one that carries many measures comes after it.
_SPECIAL_PURPOSES = 2


def rank_key(item: Candidate) -> tuple[int, int, int, int, int, int, int, int, int, str]:
    """Order by verdict, then the strength of the basis, then how much stands in the way."""
    return (
        _VERDICTS[item.verdict],
        list(MEASURES).index(item.measure),
        _subject_open(item),
        _strength(item),
        len(item.stands_back),
        _made_for_conduct(item),
        _OBLIGATIONS.get(item.basis.obligation, 1),
        _count(item, Outcome.MET, {Effect.OPTIONAL_BAR, Effect.ASSURANCE}),
        _count(item, Outcome.UNKNOWN, set(Effect)),
        item.basis.id,
    )


def rank_reason(item: Candidate) -> str:
    """Say in one sentence why the route stands where it stands."""
    duty = {
        "shall": "binds the requested state",
        "may": "leaves the requested state free",
        "consider": "asks it to consider",
    }
    met = _count(item, Outcome.MET, {Effect.MANDATORY_BAR, Effect.OPTIONAL_BAR, Effect.ASSURANCE})
    met += _count(item, Outcome.NOT_MET, {Effect.CONDITION})
    unknown = _count(item, Outcome.UNKNOWN, set(Effect))
    kind = item.basis.kind.replace("_", " ")
    return (
        f"{item.verdict.replace('_', ' ').capitalize()}: {_SPOKEN[item.verdict]}; the basis ({kind}) "
        f"{duty.get(item.basis.obligation, duty['may'])}; points against: {met}, points unknown: {unknown}."
    )


def _strength(item: Candidate) -> int:
    known = instruments().get(item.basis.id)
    broad = known is not None and len(known.purposes) > _SPECIAL_PURPOSES
    unread = 0 if item.basis.provisions else 1
    return _KINDS.get(item.basis.kind, 3) + (2 if broad else 0) + unread


def _subject_open(item: Candidate) -> int:
    """Put a basis whose very subject hangs on a fact nobody has told behind one that covers the conduct outright."""
    asked = (
        judged.undecided
        for rule, judged in zip(item.rules, item.judgements, strict=True)
        if rule.topic == "conduct_covered" and judged.outcome is Outcome.UNKNOWN
    )
    return 1 if any(set(keys) - {"conduct"} for keys in asked) else 0


def _made_for_conduct(item: Candidate) -> int:
    """Put a convention that names the conduct before one that carries any offence grave enough."""
    named = any(
        rule.topic == "conduct_covered" and judged.outcome is Outcome.MET
        for rule, judged in zip(item.rules, item.judgements, strict=True)
    )
    part = any(finding.rule.endswith("/part-of-conduct") for finding in item.cautions)
    return 0 if named and not part else 1


def _count(item: Candidate, outcome: Outcome, effects: set[Effect]) -> int:
    results = [(judged.outcome, judged.effect) for judged in item.judgements]
    results += [(finding.outcome, finding.effect) for finding in item.cautions]
    return sum(1 for found, effect in results if found is outcome and effect in effects)
