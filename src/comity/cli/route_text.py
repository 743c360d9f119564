"""Routes as a person reads them: the ranking first, then what speaks for and against each, and what is not known."""

from collections.abc import Iterable

from comity.cli.output import print_line, print_table
from comity.law.alternatives import alternatives, none_because
from comity.law.commitments import supporting
from comity.law.inquiry import Inquiry
from comity.law.routes import Route
from comity.law.rules import Effect, Finding, Outcome
from comity.law.states import state_name
from comity.law.verdict import Verdict
from comity.law.vocabulary import MEASURES

_STYLES = {
    Verdict.OPEN: "bold green",
    Verdict.CONDITIONAL: "bold yellow",
    Verdict.NOT_EVIDENCED: "bold cyan",
    Verdict.BARRED: "bold red",
    Verdict.UNAVAILABLE: "dim",
}
_SILENT = {Effect.FORMALITY, Effect.DEADLINE}
_TAKEN = {Verdict.OPEN, Verdict.CONDITIONAL}


def print_routes(inquiry: Inquiry, measures: tuple[str, ...], found: tuple[Route, ...]) -> None:
    """Print the ranking, the routes that can be taken with their reasons, and where there is none the alternatives."""
    asked = MEASURES[measures[0]] if len(measures) == 1 else "every measure"
    pair = f"from {state_name(inquiry.requesting)} to {state_name(inquiry.requested)}"
    print_line(f"{asked.capitalize()} {pair} on {inquiry.on}", "bold")
    rows = [(r.rank, _words(r.verdict), MEASURES[r.measure], r.basis.title, r.basis.article) for r in found]
    print_table("", ("#", "Verdict", "Measure", "Basis", "Article"), rows)
    told = [route for route in found if route.verdict in _TAKEN]
    for route in told or found:
        print_route(route)
    _print_commitments(measures)
    reason = none_because(inquiry, measures, found)
    if reason:
        print_line("\nNo route is open on the evidence in the data. Nearest alternatives:", "bold")
        for other in alternatives(inquiry, measures, found):
            print_line(f"  - {other.text}")


def _print_commitments(measures: tuple[str, ...]) -> None:
    held = {item.id: item for measure in measures for item in supporting(measure)}
    if held:
        print_line("\nWorth citing, though no basis and binding nobody in court", "bold")
    for item in held.values():
        article = f", {item.article}" if item.article else ""
        print_line(f"  - {item.title}{article} ({item.addressed_to}; {item.force}): {item.commitment} [{item.source}]")


def print_route(route: Route) -> None:
    """Print one route: what is against it, what is open, what is met, the questions, and what the request needs."""
    print_line()
    article = f", art. {route.basis.article}" if route.basis.article else ""
    print_line(f"{route.rank}. {route.basis.title}{article}: {_words(route.verdict)}", _STYLES[route.verdict])
    print_line(f"   {route.ranked_because}", "dim")
    judged = [finding for finding in route.findings if finding.effect not in _SILENT]
    _print_group("Against", "red", [finding for finding in judged if _against(finding)])
    _print_group("Not known yet", "yellow", [f for f in judged if f.outcome is Outcome.UNKNOWN])
    _print_group("In order", "green", [f for f in judged if _in_order(f)])
    if route.questions:
        print_line("   Questions that can change the verdict", "bold")
        for question in route.questions:
            print_line(f"     ? {question.text} [{question.fact}]")
            for lead in question.evidence:
                print_line(f"       lead: {lead}", "dim")
    _print_needs(route)


def _print_group(title: str, style: str, findings: Iterable[Finding]) -> None:
    listed = list(findings)
    if listed:
        print_line(f"   {title}", f"bold {style}")
    for finding in listed:
        article = f" (art. {finding.article})" if finding.article else ""
        cure = f" > {finding.cure}" if finding.cure and title != "In order" else ""
        print_line(f"     - {finding.because}{article}{cure} [{finding.rule}]")


def _print_needs(route: Route) -> None:
    needs = route.needs
    print_line("   The request", "bold")
    print_line(f"     Channel: {needs.channel}")
    print_line(f"     Language: {needs.language}")
    for document in needs.documents:
        print_line(f"     Document: {document}")
    for deadline in needs.deadlines:
        print_line(f"     Clock: {deadline.limit} from {deadline.starts_from}. {deadline.effect} [{deadline.rule}]")


def _against(finding: Finding) -> bool:
    failed = finding.effect is Effect.CONDITION and finding.outcome is Outcome.NOT_MET
    return failed or (finding.effect is not Effect.CONDITION and finding.outcome is Outcome.MET)


def _in_order(finding: Finding) -> bool:
    if finding.outcome in {Outcome.UNKNOWN, Outcome.NOT_APPLICABLE}:
        return False
    return not _against(finding)


def _words(verdict: Verdict) -> str:
    return verdict.replace("_", " ")
