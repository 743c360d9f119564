"""``comity demo``: the whole road on this machine, from a synthetic case to requests ready for signature."""

import contextlib
import datetime as dt
import io
import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line
from comity.common.errors import BadInputError, ComityError

SHIPPED_CASES = Path(__file__).resolve().parents[3] / "lawdata" / "cases"
NEEDED = ("route", "review", "draft")
USABLE = {"open": "green", "conditional": "yellow"}
# The outcome with which a finding of each effect does not stand in the way; formalities and deadlines never do.
HARMLESS = {"condition": "met", "mandatory_bar": "not_met", "optional_bar": "not_met", "assurance": "not_met"}


@dataclass(frozen=True, slots=True)
class CaseRequest:
    """One request of a case file, as far as the demo needs it; ``about`` is what ``comity route`` is asked."""

    case: Path
    id: str
    title: str
    about: tuple[str, ...]


def steps(request: CaseRequest, folder: Path) -> tuple[tuple[str, ...], ...]:
    """The commands for one request, in order; a person can repeat each of them by hand."""
    case = str(request.case)
    return (
        ("route", *request.about),
        ("review", case, "--request", request.id),
        ("draft", case, "--request", request.id, "--out", str(folder)),
    )


def requests_of(path: Path) -> Iterator[CaseRequest]:
    """The requests that a case file makes, in its own order."""
    from comity.casefile.case_facts import facts_of  # noqa: PLC0415
    from comity.casefile.loader import load_case  # noqa: PLC0415 - reading YAML is not needed to start

    case, today = load_case(path), dt.date.today()  # noqa: DTZ011 - the day at the desk, not an instant
    for request in case.requests:
        conduct = dict.fromkeys(item.offence for item in case.conduct_of(request))
        facts = [f"{fact.key}={_word(value)}" for fact in facts_of(case, request, today) for value in fact.values]
        about = ["--from", case.state, "--to", request.to, "--measure", request.measure.value]
        about += [word for key in conduct for word in ("--conduct", key)]
        about += [word for fact in facts for word in ("--fact", fact)]
        title = f"{case.reference}, request {request.id}: {request.measure.replace('_', ' ')} from {request.to}"
        yield CaseRequest(path, request.id, title, tuple(about))


def _word(value: bool | int | str) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def missing_commands(app: typer.Typer) -> list[str]:
    """The commands that the demo needs and this version does not have."""
    known = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    return [name for name in NEEDED if name not in known]


def case_files(folder: Path) -> list[Path]:
    """The case files of a folder; none is bad input."""
    found = sorted(folder.glob("*.yaml"))
    if not found:
        raise BadInputError(f"there is no case file (*.yaml) in {folder}")
    return found


def shown(step: tuple[str, ...]) -> str:
    """A command as a person would type it; the many facts of a case are counted instead of listed."""
    words, facts = list(step), step.count("--fact")
    while "--fact" in words:
        at = words.index("--fact")
        del words[at : at + 2]
    return f"comity {shlex.join(words)}" + (f"   (with {facts} facts of the case as --fact KEY=VALUE)" if facts else "")


def run_step(app: typer.Typer, step: tuple[str, ...]) -> str:
    """Run one command; empty where it did what was asked, otherwise the sentence with which it refused."""
    try:
        app(args=list(step), standalone_mode=False)
    except ComityError as refusal:
        return str(refusal)
    return ""


def answer_of(app: typer.Typer, step: tuple[str, ...]) -> dict[str, Any]:
    """Run one command for a machine: the command, its JSON document, and the refusal where there was one."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        refusal = run_step(app, (*step, "--json"))
    answer = json.loads(printed.getvalue()) if printed.getvalue().strip() else None
    return {"command": ["comity", *step], "answer": answer, "refused_because": refusal or None}


def show(app: typer.Typer, request: CaseRequest, folder: Path) -> bool:
    """Show one request to a person, command by command; whether its letters could be written."""
    print_line(f"\n{request.title}", style="bold")
    written = False
    for step in steps(request, folder):
        print_line(f"\n$ {shown(step)}", style="dim")
        told = answer_of(app, step)
        if told["refused_because"]:
            print_line(told["refused_because"], style="yellow")
        else:
            DIGESTS[step[0]](told["answer"])
            written = step[0] == "draft"
    return written


def digest_route(answer: dict[str, Any]) -> None:
    """The routes in their order; of those that can be taken why, and of the first one what decides it."""
    usable = [route for route in answer["routes"] if route["verdict"] in USABLE]
    for route in usable:
        cited = _cited(route["basis"]["title"], route["basis"]["article"])
        print_line(f"{route['rank']}. {route['verdict']}: {cited}", style=USABLE[route["verdict"]])
        print_line(f"   {route['ranked_because']}")
    for verdict in dict.fromkeys(route["verdict"] for route in answer["routes"] if route not in usable):
        ids = ", ".join(route["basis"]["id"] for route in answer["routes"] if route["verdict"] == verdict)
        print_line(f"   {verdict.replace('_', ' ')}: {ids}", style="dim")
    if usable:
        digest_findings(usable[0])
    elif answer["none_because"]:
        print_line(answer["none_because"])


def _cited(what: str, article: str) -> str:
    return f"{what}, art. {article}" if article else what


def digest_findings(route: dict[str, Any]) -> None:
    """What decides a route: bars that are met, conditions that are not, what nobody knows yet; the rest is counted."""
    bearing = [f for f in route["findings"] if f["effect"] in HARMLESS and f["outcome"] != "not_applicable"]
    deciding = [finding for finding in bearing if finding["outcome"] != HARMLESS[finding["effect"]]]
    clear = len(bearing) - len(deciding)
    print_line(f"   On route {route['rank']}: {clear} of {len(bearing)} conditions and bars are clear.")
    for finding in deciding:
        what = f"{finding['effect']} {finding['outcome']}".replace("_", " ")
        print_line(f"   - {what}: {finding['because']} [{_cited(finding['rule'], finding['article'])}]")
    for question in route["questions"]:
        print_line(f"   ? {question['text']} [{question['fact']}]")


def digest_review(answer: dict[str, Any]) -> None:
    """Whether the request may be signed, and every finding with its cure."""
    findings = answer["findings"]
    print_line(f"{'Ready to sign' if answer['ready'] else 'Not ready to sign'}; findings: {len(findings)}.")
    for finding in findings:
        print_line(f"   - {finding['severity']}, {finding['where']}: {finding['text']} {finding['cure']}".rstrip())


def digest_draft(answer: dict[str, Any]) -> None:
    """The files that were written."""
    for file in answer["files"]:
        print_line(f"   {file}")


DIGESTS = {"route": digest_route, "review": digest_review, "draft": digest_draft}


def register(app: typer.Typer) -> None:
    """Add the command to the command line; it runs the other commands through the same door as a person would."""

    @app.command()
    def demo(
        out: Annotated[Path, typer.Option(help="Folder for the requests that are written.")] = Path("out/demo"),
        cases: Annotated[Path, typer.Option(help="Folder of case files; the shipped ones by default.")] = SHIPPED_CASES,
        as_json: JsonFlag = False,
    ) -> None:
        """Take the shipped synthetic cases from the case file to requests ready for signature."""
        missing = missing_commands(app)
        if missing:
            names = ", ".join(missing)
            raise ComityError(f"This version cannot show the demo yet: it still lacks the commands {names}.")
        requests = [request for case in case_files(cases) for request in requests_of(case)]
        folders = {request: out / request.case.stem / request.id for request in requests}
        if as_json:
            print_json([answer_of(app, step) for request in requests for step in steps(request, folders[request])])
            return
        written = [request for request in requests if show(app, request, folders[request])]
        print_line(f"\n{len(written)} of {len(requests)} requests are ready for signature in {out}.", style="bold")
        print_line("This was a digest: each command above, run by itself, tells everything.")
