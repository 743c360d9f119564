"""``comity offences`` and ``comity dual-criminality``: conduct, who punishes it, and what two states have in common."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.output import JsonFlag, print_json, print_line, print_table
from comity.common.dates import parse_day
from comity.common.errors import BadInputError
from comity.common.plain import plain

if TYPE_CHECKING:
    from comity.law.conduct import Conduct
    from comity.law.dual_criminality import Comparison, Reading, StateAnswer
    from comity.law.national_offences import NationalOffence

ConductArgument = Annotated[str | None, typer.Argument(help="A key of the offence list, such as uncac:17.")]
State = Annotated[
    str | None, typer.Option("--state", help="Only this state's offences (its name or three-letter code).")
]
From = Annotated[str, typer.Option("--from", help="The requesting state (its name or three-letter code).")]
To = Annotated[str, typer.Option("--to", help="The requested state (its name or three-letter code).")]
ConductOption = Annotated[str, typer.Option("--conduct", help="A key of the offence list, such as uncac:15(a).")]
AllegedOption = Annotated[
    list[str] | None, typer.Option("--alleged", help="ELEMENT=VALUE, such as verb=give or amount='45000 CNY'.")
]
On = Annotated[str | None, typer.Option("--on", help="The day of the facts (YYYY-MM-DD); today where not given.")]


def offences(conduct: ConductArgument = None, state: State = None, json: JsonFlag = False) -> None:
    """List the conduct of the conventions, or who punishes one kind of conduct and by which offence."""
    from comity.law.conduct import conduct as find  # noqa: PLC0415 - the help of the command line needs no law
    from comity.law.conduct import conduct_list  # noqa: PLC0415
    from comity.law.national_offences import offences as national  # noqa: PLC0415
    from comity.law.states import read_state  # noqa: PLC0415

    listed = (find(conduct),) if conduct else conduct_list()
    found = national(read_state(state) if state else None, conduct)
    if json:
        print_json({"conduct": [plain(c) for c in listed], "offences": [_offence(o) for o in found]})
    elif conduct or state:
        _print_conduct(listed if conduct else ())
        _print_offences(found)
    else:
        _print_list(listed)


def dual_criminality(
    requesting: From,
    requested: To,
    conduct: ConductOption,
    alleged: AllegedOption = None,
    on: On = None,
    json: JsonFlag = False,
) -> None:
    """Compare conduct with the offences of two states, and name the element that decides."""
    from comity.law.dual_criminality import compare  # noqa: PLC0415
    from comity.law.states import read_state  # noqa: PLC0415

    states = read_state(requesting), read_state(requested)
    day = parse_day(on, "--on") if on else dt.date.today()  # noqa: DTZ011 - the day at the desk, not an instant
    bound = {state: _party(conduct, state, day) for state in states}
    comparison = compare(conduct, *states, alleged=read_pairs(alleged or []), on=day, bound=bound)
    if json:
        print_json(comparison_answer(comparison))
    else:
        _print_comparison(comparison)


def read_pairs(pairs: list[str]) -> dict[str, tuple[str, ...]]:
    """Read ELEMENT=VALUE options; an element that is given twice keeps both values."""
    read: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        element, sign, value = pair.partition("=")
        if not (element and sign and value):
            raise BadInputError(f"'{pair}' is not ELEMENT=VALUE (for instance verb=give)")
        read[element.strip()] = (*read.get(element.strip(), ()), value.strip())
    return read


def comparison_answer(comparison: "Comparison") -> dict[str, Any]:
    """Lay a comparison out for JSON: per limb both states, per state its offences, per offence its elements."""
    from comity.law.dual_criminality_judgments import judgments_of  # noqa: PLC0415

    return {
        "conduct": comparison.conduct,
        "requesting": comparison.requesting,
        "requested": comparison.requested,
        "on": comparison.on,
        "outcome": comparison.outcome,
        "limbs": [
            {"conduct": limb.conduct, "outcome": limb.outcome, "states": [_answer(s) for s in limb.states]}
            for limb in comparison.limbs
        ],
        "questions": comparison.questions,
        "because": plain(comparison.reason),
        "judgments": [plain(j) for j in judgments_of(comparison.requested)],
    }


def register(app: typer.Typer) -> None:
    """Add both commands."""
    app.command("offences")(offences)
    app.command("dual-criminality")(dual_criminality)


def _party(conduct: str, state: str, on: dt.date) -> Any:  # noqa: ANN401 - Truth, imported when needed
    from comity.law.register import register as parties  # noqa: PLC0415

    return parties().bound("OECD-ABC" if conduct.startswith("oecd:") else "UNCAC", state, on)


def _offence(offence: "NationalOffence") -> dict[str, Any]:
    return {key: value for key, value in plain(offence).items() if value not in ("", None, {}, [])}


def _answer(answer: "StateAnswer") -> dict[str, Any]:
    from comity.law.national_offences import penalty_evidence  # noqa: PLC0415

    return {
        "state": answer.state,
        "outcome": answer.outcome,
        "offences": [_reading(reading) for reading in answer.offences],
        "penalties": [plain(p) for p in penalty_evidence(answer.state, answer.conduct)],
        "questions": answer.questions,
    }


def _reading(reading: "Reading") -> dict[str, Any]:
    offence = reading.offence
    return {
        "id": offence.id,
        "law": offence.law,
        "article": offence.article,
        "name": offence.name,
        "covers": offence.covers,
        "gap": offence.gap,
        "grade": offence.grade,
        "reaches": reading.reaches,
        "outcome": reading.outcome,
        "doubts": reading.doubts,
        "elements": [plain(element) for element in reading.elements],
        "source": str(offence.source),
    }


def _print_list(listed: tuple["Conduct", ...]) -> None:
    from comity.law.national_offences import offences as national  # noqa: PLC0415

    columns = ("Conduct", "Title", "Duty of parties", "States on file")
    rows = [(c.key, c.title, c.obligation, len({o.state for o in national(None, c.key)})) for c in listed]
    print_table("", columns, rows)


def _print_conduct(listed: tuple["Conduct", ...]) -> None:
    for conduct in listed:
        print_line(f"{conduct.key}  {conduct.title}", "bold")
        print_line(conduct.obligation_says)
        columns = ("Element", "Article", "Meaning", "Values")
        print_table("", columns, [(e.id, e.article, e.says, ", ".join(e.values)) for e in conduct.elements])
        for other in conduct.counterparts:
            print_line(f"Also {other.instrument} art. {other.articles}. {other.note}".rstrip())


def _print_offences(found: tuple["NationalOffence", ...]) -> None:
    columns = ("State", "Conduct", "Offence", "Covers", "Gap")
    rows = [(o.state, o.conduct, _described(o), f"{o.covers} ({o.grade}, {o.source.as_of})", o.gap) for o in found]
    print_table("", columns, rows)
    if not found:
        print_line("No offence on file: nobody has looked it up. That is not a no.")


def _described(offence: "NationalOffence") -> str:
    maximum = f"maximum (years): {offence.max_penalty}" if offence.max_penalty else ""
    return "\n".join(part for part in (offence.cited, offence.name.get("local", ""), maximum) if part)


def _print_comparison(comparison: "Comparison") -> None:
    print_line(comparison.reason.text, "bold")
    for limb in comparison.limbs:
        for answer in limb.states:
            print_line(f"  {answer.reason.text}")
            for reading in answer.offences:
                print_line(f"    {reading.outcome}: {reading.reason().text}")
                for element in reading.open_elements:
                    print_line(f"      {element.element} {element.state}: {element.says}")
    for question in comparison.questions:
        print_line(f"? {question}")
