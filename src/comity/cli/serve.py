"""``comity serve``: the office in the browser."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.office_folder import Folder, check_free, office_folder
from comity.cli.output import print_line
from comity.cli.serve_matching import serve_matching
from comity.cli.shipped_cases import shipped_cases
from comity.common.errors import BadInputError
from comity.common.errors import Place as Where

if TYPE_CHECKING:
    from comity.web.starting import Place

Host = Annotated[str, typer.Option("--host", help="The address to answer on; only this machine by default.")]
Port = Annotated[int, typer.Option("--port", help="The port to answer on.", min=1, max=65535)]
Demo = Annotated[bool, typer.Option("--demo", help="A synthetic office to try out, kept apart from a real one.")]

Exchange = Annotated[
    str | None,
    typer.Option("--exchange", help="Let the office's node answer and deliver, too: address:port."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing unless something is wrong.")]
Only = Annotated[str | None, typer.Option("--only", help="screening: the matching service alone, without the office.")]
Lists = Annotated[list[Path], typer.Option("--list", help="With --only screening: a list or an index; repeatable.")]
Workers = Annotated[int, typer.Option("--workers", min=0, help="With --only: processes; 0 takes one a processor.")]


def serve(
    folder: Folder = None,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    demo: Demo = False,
    exchange: Exchange = None,
    quiet: Quiet = False,
    only: Only = None,
    lists: Lists = [],  # noqa: B006 - typer reads the empty list as "may be left out"; it is never changed
    workers: Workers = 0,
) -> None:
    """Serve the office in the browser, from its folder; --demo fills an empty one with a synthetic case."""
    check_free(host, port)
    if only is not None:
        if only != "screening":
            raise BadInputError(f"'{only[:40]}' cannot be served alone (screening)", Where(field="--only"))
        serve_matching(lists, host, port, workers)
        return
    from comity.web import starting  # noqa: PLC0415 - Django is slow to import

    place = starting.Place(office_folder(folder, demo=demo), host, port, demo)
    starting.prepare_django(place)
    starting.make_tables()
    if demo:
        starting.fill_demo(shipped_cases() / "netherlands-united-states.yaml")
    if not quiet:
        _tell(place, starting.is_empty())
    with contextlib.ExitStack() as beside:
        beside.enter_context(starting.worker_beside(place))
        if exchange is not None:
            beside.enter_context(starting.node_beside(place, _listen(exchange)))
        starting.answer_requests(place)


def _listen(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise BadInputError(f"'{text[:60]}' is not address:port", Where(field="--exchange"))
    return text


def _tell(place: "Place", empty: bool) -> None:
    address = f"http://{place.host}:{place.port}/"
    print_line(f"The office answers at {address} (kept in {place.folder}; Ctrl-C ends it)", "bold")
    if place.demo:
        print_line("Everybody in it is invented. The sign-in page shows who you can be.")
    elif empty:
        print_line("Nobody has an account yet: 'comity account add' opens one.")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)
