"""``comity demo --office --partner``: a synthetic office, and a counterpart that answers by a script, both here."""

import contextlib
import datetime as dt
import signal
import threading
import time
from pathlib import Path

from comity.cli.demo_pair import CASE, Side, fill_sides, served, stopped_by_signal, wait_for
from comity.cli.node_folder import is_office
from comity.cli.office_folder import check_free
from comity.cli.output import print_line
from comity.common.errors import BadInputError


def office_with_partner(folder: Path, port: int, cases: Path, name: str) -> None:
    """Start an office and the synthetic counterpart beside it, for one person who practises alone."""
    from comity.exchange.node.node import is_node  # noqa: PLC0415 - cryptography loads slowly
    from comity.exchange.training.partner import only_this_machine, serve_partner  # noqa: PLC0415
    from comity.exchange.training.script import load_script  # noqa: PLC0415

    script = load_script(name)
    only_this_machine()
    side = Side("requesting", "you, in the Netherlands", folder / "netherlands", port, port + 2)
    partner = folder / "partner"
    for used in (side.port, side.node_port, port + 3):
        check_free("127.0.0.1", used)
    if is_office(side.folder) != is_node(partner):
        raise BadInputError(f"{folder}: only the office or only its counterpart is there; take it away first")
    if not is_node(partner):
        _fill(side, partner, port + 3, cases / CASE)
    signal.signal(signal.SIGTERM, stopped_by_signal)
    with served(side) as process:
        serve_partner(partner, port + 3, script, threading.Event())
        wait_for(side, process)
        print_line(f"TRAINING with '{script.title}'. {script.practises}", "bold")
        print_line(f"  {side.address}  {side.told} (kept in {side.folder})")
        print_line("Send the request 'bank-records-che' as dirk; the counterpart is invented and answers by itself.")
        print_line("It speaks with this machine only. Ctrl-C ends both.")
        with contextlib.suppress(KeyboardInterrupt):
            while process.poll() is None:
                time.sleep(0.5)


def _fill(side: Side, partner: Path, port: int, case: Path) -> None:
    """Fill the office and make the counterpart; who starts both stands in for the officers who compare."""
    from comity.exchange.documents.card import read_card  # noqa: PLC0415 - cryptography loads slowly
    from comity.exchange.node.ceremony import own_card, trust_card  # noqa: PLC0415
    from comity.exchange.training.partner import check_training, make_partner  # noqa: PLC0415

    at = dt.datetime.now(dt.UTC).replace(microsecond=0)
    node = make_partner(partner, "CHE", f"https://127.0.0.1:{port}", at)
    card = partner / "own.card"
    card.write_text(own_card(node).text, "ascii")
    fill_sides([side], case, [card])
    read = read_card((side.folder / "own.card").read_text("ascii"))
    check_training(read.card)
    trust_card(node, read.text, read.card.fingerprint, dt.datetime.now(dt.UTC).replace(microsecond=0))
    node.store.close()
