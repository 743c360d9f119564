"""A digest of a prepared request: what decides its route, what the review says, which files were written."""

from collections.abc import Iterable
from pathlib import Path

from comity.cli.output import print_line
from comity.drafting.review import ReviewFinding
from comity.law.routes import Route
from comity.law.rules import Effect, Finding, Outcome
from comity.law.verdict import Verdict

_STYLES = {Verdict.OPEN: "green", Verdict.CONDITIONAL: "yellow"}
# The outcome with which a finding of each effect does not stand in the way; formalities and deadlines never do.
_HARMLESS = {
    Effect.CONDITION: Outcome.MET,
    Effect.MANDATORY_BAR: Outcome.NOT_MET,
    Effect.OPTIONAL_BAR: Outcome.NOT_MET,
    Effect.ASSURANCE: Outcome.NOT_MET,
}


def digest_routes(found: Iterable[Route], chosen: Route) -> None:
    """Tell the routes that can be taken in their order, name the others, and say what decides the chosen one."""
    held = list(found)
    for route in held:
        if route.verdict in _STYLES:
            mark = "  <- taken" if route is chosen else ""
            line = f"{route.rank}. {route.verdict}: {_cited(route.basis.title, route.basis.article)}{mark}"
            print_line(line, _STYLES[route.verdict])
    for verdict in Verdict:
        ids = [route.basis.id for route in held if route.verdict is verdict and verdict not in _STYLES]
        if ids:
            print_line(f"   {verdict.replace('_', ' ')}: {', '.join(ids)}", "dim")
    _digest_findings(chosen)


def _digest_findings(route: Route) -> None:
    bearing = [f for f in route.findings if f.effect in _HARMLESS and f.outcome is not Outcome.NOT_APPLICABLE]
    deciding = [finding for finding in bearing if finding.outcome is not _HARMLESS[finding.effect]]
    clear = len(bearing) - len(deciding)
    print_line(f"   {route.basis.id}: {clear} of {len(bearing)} conditions and bars are clear.")
    for finding in deciding:
        print_line(f"   - {_words(finding)}: {finding.because} [{_cited(finding.rule, finding.article)}]")
    for question in route.questions:
        print_line(f"   ? {question.text} [{question.fact}]")


def digest_review(findings: Iterable[ReviewFinding], *, ready: bool) -> None:
    """Tell whether the request may be signed, and every finding with its cure."""
    held = list(findings)
    print_line(f"   {'Ready to sign' if ready else 'Not ready to sign'}; findings: {len(held)}.", "bold")
    for finding in held:
        print_line(f"   - {finding.severity.value}, {finding.where}: {finding.text} {finding.cure}".rstrip())


def digest_files(files: Iterable[Path]) -> None:
    """Tell the files that were written."""
    for file in files:
        print_line(f"   {file}")


def _words(finding: Finding) -> str:
    return f"{finding.effect} {finding.outcome}".replace("_", " ")


def _cited(what: str, article: str) -> str:
    return f"{what}, art. {article}" if article else what
