"""``comity review``: what stands between a request and a signature, checked against this state and this instrument."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.cli.route import On, read_on
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.casefile.case import Case
    from comity.casefile.requests import Request
    from comity.drafting.letter_render import Rendered
    from comity.drafting.review import ReviewFinding
    from comity.knowledge.lessons.models import Lesson
    from comity.law.routes import Route

Submitted = Annotated[
    Path, typer.Argument(help="A case file (YAML or JSON), or REQUEST.json.", metavar="REQUEST.json|CASE.yaml")
]
RequestId = Annotated[
    str | None, typer.Option("--request", help="The id of one request in the case file; all of them otherwise.")
]


Bundles = Annotated[
    list[Path], typer.Option("--lessons", help="Lessons of another state (a bundle); what they teach is shown.")
]
Office = Annotated[
    Path | None, typer.Option("--dir", help="An office whose confirmed lessons on the requested state are shown.")
]


def review(
    submitted: Submitted,
    request: RequestId = None,
    on: On = None,
    lessons: Bundles = [],  # noqa: B006 - typer reads the empty list as "may be left out"; it is never changed
    folder: Office = None,
    json: JsonFlag = False,
) -> None:
    """Review a request before anybody signs it: what blocks, what needs a decision, what would make it better."""
    case, ids, day = _read(submitted, request, on)
    taught = _lessons(lessons, folder)
    found = {name: (*review_of(case, case.request(name), day), *taught(case.request(name))) for name in ids}
    ready = not any(finding.severity == "blocking" for findings in found.values() for finding in findings)
    if json:
        print_json({"findings": _as_data(found), "ready": ready})
        return
    for name, findings in found.items():
        _tell(name, findings)


def _lessons(bundles: list[Path], folder: Path | None) -> "Callable[[Request], tuple[ReviewFinding, ...]]":
    """What earlier requests to the same state for the same measure have taught, as findings."""
    if not bundles and folder is None:
        return lambda _: ()
    from comity.knowledge.lessons.bundle import read_lessons  # noqa: PLC0415 - needed with lessons only
    from comity.knowledge.lessons.learnt import learnt_from  # noqa: PLC0415

    held = [lesson for path in bundles for lesson in read_lessons(_bytes(path), str(path))[1]]
    own = _own_lessons(folder) if folder else []

    def taught(request: "Request") -> "tuple[ReviewFinding, ...]":
        about = {one.uid: one for one in held if (one.state, one.measure) == (request.to, str(request.measure))}
        known = {str(one.uid): one for one in own if (one.state, one.measure) == (request.to, str(request.measure))}
        return tuple(learnt.finding for learnt in learnt_from([*(about | known).values()]))

    return taught


def _own_lessons(folder: Path) -> "list[Lesson]":
    from comity.cli.office_folder import open_office  # noqa: PLC0415 - needs the office

    open_office(folder)
    from comity.knowledge.contributions.selectors import confirmed  # noqa: PLC0415
    from comity.knowledge.lessons.models import Lesson  # noqa: PLC0415

    return list(confirmed(Lesson))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", Place(str(path))) from None


def review_of(case: "Case", request: "Request", day: dt.date) -> "tuple[ReviewFinding, ...]":
    """Review one request on the route it names, or on the best where what it names is no route."""
    from comity.drafting.chosen_route import chosen_route, routes_of  # noqa: PLC0415 - the help needs no law
    from comity.drafting.review import review_request  # noqa: PLC0415

    found = routes_of(case, request, day)
    try:
        route = chosen_route(request, found)
    except BadInputError:
        route = found[0]  # the rule basis-is-no-route says so
    return review_request(case, request, route, day, _letter(case, request, route, day))


def _letter(case: "Case", request: "Request", route: "Route", day: dt.date) -> "Rendered | None":
    """Write the letter, where there is one for the measure in the request's language."""
    from comity.drafting.draft import write_letter  # noqa: PLC0415 - see review_of

    try:
        return write_letter(case, request, route, day, request.language or case.languages[0])
    except BadInputError:
        return None


def _read(path: Path, request: str | None, on: str | None) -> "tuple[Case, tuple[str, ...], dt.date]":
    """Read a case, or the case that travels in REQUEST.json; with the requests to review and the day."""
    from comity.casefile.loader import case_from_data, load_case  # noqa: PLC0415 - YAML is slow to import

    sent = _sent(path)
    if sent is None:
        case = load_case(path)
        return case, (request,) if request else tuple(r.id for r in case.requests), read_on(on)
    if not isinstance(sent.get("request"), str) or not isinstance(sent.get("date"), str):
        raise BadInputError("is no whole request: 'request' and 'date' are texts", Place(str(path)))
    case = case_from_data(sent.get("case"), str(path))
    return case, (request or sent["request"],), read_on(on) if on else parse_day(sent["date"], "date")


def _sent(path: Path) -> dict[str, Any] | None:
    """The content of a REQUEST.json; None for everything else, of which the case reader says what is wrong."""
    from comity.drafting.draft import FORMAT  # noqa: PLC0415 - see review_of

    try:
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=str) if path.suffix == ".json" else None
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("format"), str):
        return None
    content: dict[str, Any] = data
    if content["format"] != FORMAT:
        what = f"has the format '{content['format']}'; this version reads '{FORMAT}'"
        raise BadInputError(what, Place(str(path), field="format"))
    return content


def _as_data(found: "dict[str, tuple[ReviewFinding, ...]]") -> list[dict[str, str]]:
    """The findings as plain data; where several requests were reviewed each says whose it is."""
    if len(found) == 1:
        return [finding.as_data() for findings in found.values() for finding in findings]
    return [{"request": name, **finding.as_data()} for name, findings in found.items() for finding in findings]


def _tell(name: str, findings: "tuple[ReviewFinding, ...]") -> None:
    blocking = sum(finding.severity == "blocking" for finding in findings)
    rows = [(f.severity.value, f"{f.text}\n{f.cure}", f"{f.where}\n{f.rule}: {f.source}") for f in findings]
    if rows:
        print_table(name, ("Severity", "Finding and cure", "Where, rule and source"), rows)
    if blocking:
        print_line(f"{name}: may not be signed; {blocking} of {len(findings)} findings block it.", "bold red")
    else:
        print_line(f"{name}: may be signed; {len(findings)} findings to consider.", "bold green")


def rules(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the table that the documentation shows.")] = False,
    json: JsonFlag = False,
) -> None:
    """List every rule of the review: what it asks, how grave it is, which measures it looks at, its source."""
    from comity.drafting.review.published import rules_as_data, rules_as_markdown  # noqa: PLC0415 - see review_of

    if json:
        print_json({"rules": rules_as_data()})
    elif markdown:
        typer.echo(rules_as_markdown(), nl=False)
    else:
        rows = [(r["rule"], r["severity"], r["says"], r["source"]) for r in rules_as_data()]
        print_table("", ("Rule", "Severity", "What it asks", "Source"), rows)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("review")(review)
    app.command("review-rules")(rules)
