"""Filling an empty office with the synthetic case, as a program of its own: ``python -m comity.web.filling CASE.yaml``.

Letters are set by a library with threads, and a server forked from a process with such threads would wait for them for
ever. So the process that becomes the server never sets a letter.
"""

import sys
from pathlib import Path

import django


def fill(case_path: Path) -> None:
    """Fill the office that the environment names, if nobody has an account in it yet."""
    django.setup()
    from comity.casework.accounts.models import User  # noqa: PLC0415 - needs django.setup
    from comity.casework.correspondence.demo_delivery import demo_delivery  # noqa: PLC0415
    from comity.casework.demo_office import demo_office_create  # noqa: PLC0415
    from comity.knowledge.demo import demo_knowledge_create  # noqa: PLC0415
    from comity.web.clock import today  # noqa: PLC0415

    if not User.objects.exists():
        demo_office_create(case_path=case_path, on=today())
        demo_knowledge_create(on=today())
        demo_delivery(on=today())


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
