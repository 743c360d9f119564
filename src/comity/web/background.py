"""Work that takes longer than a page: done in a thread of the server, while the page shows how far it has come."""

import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, transaction


def in_background(work: Callable[[], Any]) -> None:
    """Do some work once what has been written so far is on the disk; at once where the settings say so (tests)."""
    if settings.WORK_AT_ONCE:
        work()
    else:
        transaction.on_commit(lambda: threading.Thread(target=_work, args=(work,), daemon=True).start())


def _work(work: Callable[[], Any]) -> None:
    try:
        work()
    finally:
        connection.close()  # of this thread
