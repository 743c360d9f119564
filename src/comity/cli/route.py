"""``comity route``: the lawful ways from one state to another, ranked, with reasons and open questions."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.output import JsonFlag, print_json
from comity.cli.route_text import print_routes
from comity.common.dates import parse_day
from comity.common.errors import BadInputError
from comity.law.answers import route_answer
from comity.law.facts import Facts, read_facts
from comity.law.inquiry import Inquiry
from comity.law.routes import routes
from comity.law.states import read_state
from comity.law.vocabulary import MEASURES

From = Annotated[str | None, typer.Option("--from", help="The requesting state (its name or three-letter code).")]
To = Annotated[str | None, typer.Option("--to", help="The requested state (its name or three-letter code).")]
AskedMeasure = Annotated[str | None, typer.Option("--measure", help=f"One of {', '.join(MEASURES)}, or any.")]
Measure = Annotated[str, typer.Option("--measure", help=f"One of {', '.join(MEASURES)}, or any.")]
Conduct = Annotated[list[str] | None, typer.Option("--conduct", help="A key of the offence list, such as uncac:17.")]
On = Annotated[str | None, typer.Option("--on", help="The day asked for (YYYY-MM-DD); today where it is not given.")]
Fact = Annotated[list[str] | None, typer.Option("--fact", help="KEY=VALUE; 'comity facts' lists the keys.")]
CaseOption = Annotated[Path | None, typer.Option("--case", help="A case file instead of states, measure and facts.")]
RequestOption = Annotated[
    str | None, typer.Option("--request", help="The request of the case file that is asked about.")
]
FactFile = Annotated[Path | None, typer.Option("--facts", help="A YAML file of facts.")]


def route(
    requesting: From = None,
    requested: To = None,
    measure: AskedMeasure = None,
    conduct: Conduct = None,
    on: On = None,
    fact: Fact = None,
    facts: FactFile = None,
    case: CaseOption = None,
    request: RequestOption = None,
    json: JsonFlag = False,
) -> None:
    """Find every lawful route for a measure between two states, ranked, with reasons and open questions."""
    if case is not None:
        options = ("--from", "--to", "--measure", "--conduct", "--fact", "--facts")
        _alone(options, (requesting, requested, measure, conduct, fact, facts))
        inquiry, asked = _of_case(case, request, read_on(on))
    else:
        asked = _given(measure, "--measure")
        inquiry = Inquiry(
            requesting=read_state(_given(requesting, "--from")),
            requested=read_state(_given(requested, "--to")),
            on=read_on(on),
            conduct=read_conduct(conduct or []),
            facts=gather_facts(facts, fact or []),
        )
    if inquiry.requesting == inquiry.requested:
        raise BadInputError(f"the requesting and the requested state are both {inquiry.requested}")
    measures = read_measures(asked)
    found = routes(inquiry, measures)
    if json:
        print_json(route_answer(inquiry, asked, measures, found))
    else:
        print_routes(inquiry, measures, found)


def _alone(options: tuple[str, ...], given: tuple[object, ...]) -> None:
    """A case file brings its own question; what is asked beside it would be passed over in silence."""
    for option, value in zip(options, given, strict=True):
        if value:
            raise BadInputError(f"{option} cannot stand beside --case, whose request says it; leave one of them out")


def _given(value: str | None, option: str) -> str:
    if value is None:
        raise BadInputError(f"{option} is missing; give --from, --to and --measure, or --case and --request")
    return value


def _of_case(path: Path, request: str | None, on: dt.date) -> tuple[Inquiry, str]:
    """Read the question from a request of a case file."""
    from comity.casefile.loader import load_case  # noqa: PLC0415 - YAML is slow to import
    from comity.drafting.chosen_route import inquiry_of  # noqa: PLC0415

    case = load_case(path)
    asked = case.request(_given(request, "--request"))
    return inquiry_of(case, asked, on), asked.measure.value


def read_measures(text: str) -> tuple[str, ...]:
    """Read a measure, or 'any' for all of them."""
    if text == "any":
        return tuple(MEASURES)
    if text not in MEASURES:
        raise BadInputError(f"'{text}' is not a measure; measures are {', '.join(MEASURES)}, or any")
    return (text,)


def read_on(text: str | None) -> dt.date:
    """Read the day asked for; only this door reads the clock."""
    return parse_day(text, "--on") if text else dt.date.today()  # noqa: DTZ011 - the day at the desk, not an instant


def read_conduct(keys: list[str]) -> tuple[str, ...]:
    """Read conduct keys; an unknown one is an error that names those that come near."""
    from comity.law.conduct import conduct  # noqa: PLC0415 - only needed where conduct is given

    return tuple(conduct(key).key for key in keys)


def gather_facts(file: Path | None, typed: list[str]) -> Facts:
    """Read facts from a file and from KEY=VALUE options; an option stands before the file."""
    pairs: list[tuple[str, object]] = []
    for item in typed:
        key, separator, value = item.partition("=")
        if not separator:
            raise BadInputError(f"'--fact {item}' is not KEY=VALUE")
        pairs.append((key.strip(), value))
    given = read_facts(pairs)
    if file is None:
        return given
    return Facts({**_facts_of_file(file).values, **given.values})


def _facts_of_file(file: Path) -> Facts:
    from comity.common.strict_yaml import load_yaml  # noqa: PLC0415 - YAML is slow to import

    yaml = load_yaml(file)
    data = yaml.data.get("facts", yaml.data) if isinstance(yaml.data, dict) else None
    if not isinstance(data, dict):
        raise yaml.error("must be a table of facts, KEY: VALUE")
    pairs: list[tuple[str, object]] = []
    for key, value in data.items():
        path = ("facts", key) if "facts" in yaml.data else (key,)
        if isinstance(value, dict):
            raise yaml.error("takes one value", path)
        read_facts([(key, value)], yaml.place(path))
        pairs.append((key, value))
    return read_facts(pairs)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("route")(route)
