"""When no route is open: why, and what lies nearest instead."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from comity.law.candidates import Candidate, candidates
from comity.law.inquiry import Inquiry
from comity.law.routes import Route
from comity.law.rules import Effect, Finding, Outcome
from comity.law.states import sovereign, state_name
from comity.law.verdict import Verdict
from comity.law.vocabulary import MEASURES

_TAKEN = frozenset({Verdict.OPEN, Verdict.CONDITIONAL})
# What a practitioner turns to next, in this order.
_NEXT: dict[str, tuple[str, ...]] = {
    "extradition": ("transfer_of_proceedings", "transfer_of_sentenced", "denial_of_entry", "assistance"),
    "provisional_arrest": ("extradition", "assistance"),
    "assistance": ("spontaneous_information", "joint_investigation", "transfer_of_proceedings"),
    "freezing": ("assistance", "confiscation", "spontaneous_information"),
    "confiscation": ("freezing", "assistance", "return_of_assets"),
    "return_of_assets": ("confiscation", "assistance"),
    "transfer_of_proceedings": ("assistance", "spontaneous_information"),
    "transfer_of_sentenced": ("extradition", "transfer_of_proceedings"),
    "joint_investigation": ("assistance", "spontaneous_information"),
    "spontaneous_information": ("assistance",),
    "denial_of_entry": ("extradition", "spontaneous_information"),
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way towards the same end, with its standing between the two states and what it takes."""

    measure: str
    basis: str
    verdict: Verdict | None
    text: str


def none_because(inquiry: Inquiry, measures: Sequence[str], found: Iterable[Route]) -> str | None:
    """Give the reasons why no route is open, or None where one is."""
    held = list(found)
    if any(route.verdict in _TAKEN for route in held):
        return None
    asked = ", ".join(MEASURES[measure] for measure in measures)
    return (
        f"No route for {asked} from {state_name(inquiry.requesting)} to {state_name(inquiry.requested)} is open on "
        f"{inquiry.on} on the evidence in the data. " + " ".join(_reasons(held))
    )


def _reasons(held: Sequence[Route]) -> Iterator[str]:
    """Give each reason once with the bases it closes; a convention about other conduct is no reason."""
    closed: dict[str, list[str]] = {}
    for route in held:
        for reason in _reason(route):
            closed.setdefault(reason, []).append(route.basis.title)
    for reason, bases in closed.items():
        yield f"{'; '.join(bases)}: {reason}"


def _reason(route: Route) -> Iterator[str]:
    if route.verdict is Verdict.UNAVAILABLE:
        yield route.findings[0].because
        return
    decisive = [finding for finding in route.findings if _decides(finding, route.verdict)]
    for finding in decisive[:2]:
        if finding.topic != "conduct_covered":
            yield f"{finding.because} (art. {finding.article})" if finding.article else finding.because


def _decides(finding: Finding, verdict: Verdict) -> bool:
    if verdict is Verdict.NOT_EVIDENCED:
        return finding.law_unknown and finding.effect is Effect.CONDITION
    failed = finding.effect is Effect.CONDITION and finding.outcome is Outcome.NOT_MET
    return failed or (finding.effect is Effect.MANDATORY_BAR and finding.outcome is Outcome.MET)


def alternatives(inquiry: Inquiry, measures: Sequence[str], found: Iterable[Route]) -> tuple[Alternative, ...]:
    """Give the nearest ways where no route is open: other measures, an undertaking, one case, a trial there."""
    within_one_state = sovereign(inquiry.requesting) == sovereign(inquiry.requested)
    if within_one_state or any(route.verdict in _TAKEN for route in found):
        return ()
    nearest = [measure for asked in measures for measure in _NEXT[asked] if measure not in measures]
    other = [_best(inquiry, measure) for measure in dict.fromkeys(nearest)]
    return (*(item for item in other if item is not None), *_undertakings(inquiry, measures))


def _best(inquiry: Inquiry, measure: str) -> Alternative | None:
    order = list(Verdict)
    judged: list[Candidate] = sorted(candidates(inquiry, measure), key=lambda item: order.index(item.verdict))
    if not judged or judged[0].verdict in {Verdict.BARRED, Verdict.UNAVAILABLE}:
        return None
    best = judged[0]
    text = f"{MEASURES[measure].capitalize()} on the basis of {best.basis.title}"
    return Alternative(measure, best.basis.id, best.verdict, f"{text}: {best.verdict.replace('_', ' ')}.")


def _undertakings(inquiry: Inquiry, measures: Sequence[str]) -> Iterable[Alternative]:
    surrender = bool({"extradition", "provisional_arrest"} & set(measures))
    for name, text in (*_FOR_ALL.items(), *(_FOR_SURRENDER.items() if surrender else ())):
        yield Alternative(name, "", None, text.format(requested=state_name(inquiry.requested)))


_FOR_ALL = {
    "reciprocity_undertaking": "Ask {requested} whether it acts on an undertaking of reciprocity, and offer one.",
    "one_case_agreement": "Propose to {requested}, through the diplomatic channel, an agreement limited to this case.",
}
_FOR_SURRENDER = {
    "domestic_prosecution": (
        "Ask {requested} to submit the case to its own prosecutors, and hand over the file and the evidence."
    ),
    "immigration_law": (
        "Leave removal to the immigration law of {requested}, under its own procedure and remedies. It may not be used "
        "to go round a refusal of extradition, nor where return would expose the person to torture or persecution."
    ),
}
