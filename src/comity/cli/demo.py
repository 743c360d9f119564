"""``comity demo``: the whole road on this machine, from synthetic cases to requests ready for signature."""

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.office_folder import office_folder
from comity.cli.output import JsonFlag, print_line
from comity.cli.prepare import OutFolder, prepare
from comity.cli.shipped_cases import case_files, shipped_cases

CaseFolder = Annotated[
    Path | None, typer.Option("--cases", help="A folder of case files; the shipped ones by default.")
]


Office = Annotated[bool, typer.Option("--office", help="Two offices of two states that exchange a request instead.")]
Folder = Annotated[Path | None, typer.Option("--dir", help="With --office: where the two offices are kept.")]
Partner = Annotated[
    str | None,
    typer.Option("--partner", help="With --office: one office, and a training counterpart with this script."),
]
Port = Annotated[int, typer.Option("--port", help="With --office: the first of four ports.", min=1, max=65532)]


def demo(
    out: OutFolder = Path("out/demo"),
    cases: CaseFolder = None,
    office: Office = False,
    partner: Partner = None,
    folder: Folder = None,
    port: Port = 8001,
    json: JsonFlag = False,
) -> None:
    """Take the shipped synthetic cases from the case file to requests ready for signature."""
    if office:
        from comity.cli.demo_pair import two_offices  # noqa: PLC0415 - needed for this alone

        if partner is not None:
            from comity.cli.demo_partner import office_with_partner  # noqa: PLC0415

            place = folder or office_folder(None, demo=True).parent / "training"
            office_with_partner(place.resolve(), port, shipped_cases(), partner)
            return
        two_offices((folder or office_folder(None, demo=True).parent / "two-states").resolve(), port, shipped_cases())
        return
    files = case_files(cases or shipped_cases())
    if not json:
        print_line("Real states and their law; invented people and conduct. The same for a case of your own:")
        print_line("$ comity prepare CASE.yaml --out out", "dim")
    prepare(files, out=out, json=json)
    if not json:
        print_line("This was a digest: 'comity route', 'comity review' and 'comity draft' tell everything.")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)
