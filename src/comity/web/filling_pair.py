"""Filling one of two synthetic offices that trust one another, as a program of its own.

``python -m comity.web.filling_pair requesting|receiving CASE.yaml ENDPOINT OWN.card OTHER.card``: it writes its card
and waits for the other's; on this machine the one who starts both stands in for the officers who compare fingerprints.
"""

import sys
import time
from pathlib import Path

_PATIENCE = 120.0


def fill(role: str, case_path: Path, endpoint: str, own: Path, other: Path) -> None:
    """Fill the office that the environment names and let it trust the other one."""
    from comity.web.starting import Place, data_of, make_tables, prepare_django  # noqa: PLC0415

    prepare_django(Place(data_of(), demo=True))
    make_tables()
    from django.utils import timezone  # noqa: PLC0415 - needs django.setup

    from comity.casework.correspondence.demo_pair import receiving_office_create, requesting_office_create  # noqa: PLC0415
    from comity.exchange.documents.card import read_card  # noqa: PLC0415
    from comity.exchange.node.ceremony import Reach, own_card, trust_card  # noqa: PLC0415
    from comity.exchange.node.durable import write_durably  # noqa: PLC0415

    on, reach = timezone.localdate(), Reach((endpoint,))
    if role == "requesting":
        node = requesting_office_create(case_path=case_path, on=on, reach=reach)
    else:
        node = receiving_office_create(state="CHE", reach=reach)
    write_durably(own, own_card(node).text.encode("ascii"))
    text = _when_there(other)
    trust_card(node, text, read_card(text).card.fingerprint, timezone.now())


def _when_there(path: Path) -> str:
    until = time.monotonic() + _PATIENCE
    while not path.exists():
        if time.monotonic() > until:
            sys.exit(f"{path} was not written: the other office could not be filled")
        time.sleep(0.1)
    return path.read_text("ascii")


if __name__ == "__main__":
    fill(sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]), Path(sys.argv[5]))
