"""``comity node escrow`` and ``comity node restore-keys``: keys that several officers can bring back together."""

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.node_folder import opened
from comity.cli.output import JsonFlag, print_json, print_line

NodeFolder = Annotated[Path, typer.Option("--dir", help="The folder of this authority's node.")]


def escrow(
    folder: NodeFolder,
    out: Annotated[Path, typer.Option("--out", help="The new folder to write into.")],
    shares: Annotated[int, typer.Option(help="How many officers get a share.", min=2, max=255)] = 3,
    needed: Annotated[int, typer.Option(help="How many of them suffice.", min=2, max=255)] = 2,
    json: JsonFlag = False,
) -> None:
    """Write all keys of the node as one sealed file, and the shares of its key for several officers."""
    from comity.exchange.node.escrow import write_escrow  # noqa: PLC0415 - cryptography loads slowly

    with opened(folder) as node:
        files = write_escrow(node, out, needed, shares)
    if json:
        print_json({"files": [str(path) for path in files], "shares": shares, "needed": needed})
        return
    print_line(
        f"{files[0]} goes to a safe, each share to another officer; any {needed} of {shares} bring the keys back."
    )


def restore_keys(
    shares: Annotated[list[Path], typer.Argument(help="The shares of different officers.", metavar="SHARE...")],
    sealed: Annotated[Path, typer.Option("--sealed", help="The sealed file, keys.age.")],
    out: Annotated[Path, typer.Option("--out", help="The folder for the keys: keys/ of the node.")],
    json: JsonFlag = False,
) -> None:
    """Bring the keys of a node back from the sealed file and enough shares."""
    from comity.exchange.node.escrow import restore_keys as restore  # noqa: PLC0415

    files = restore(sealed, shares, out)
    if json:
        print_json({"files": [str(path) for path in files]})
        return
    print_line(f"{len(files)} files restored into {out}; destroy the copies of the shares that were brought together.")
