"""The process that does the long work of an office, one thing at a time, until it is ended.

It may be ended at any moment, by a lack of power, too: what it was at is taken up again. So it handles no signals.
"""

import logging
import os
import signal
import time

from django.db import OperationalError, close_old_connections, connections

from comity.casework.background.queue import is_waiting, take_up_cut_off, work_off

_LOG = logging.getLogger(__name__)
PAUSE_SECONDS = 0.5
_LOOK_FOR_CUT_OFF_SECONDS = 20.0
_AGAIN_SECONDS = 5.0


def work_until_ended(*, parent: int | None = None) -> None:
    """Do what waits, look for what was cut off, pause, and so on; with ``parent``, only while that process lives."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # an exception in the middle would be taken for a failure of the work
    me, looked = f"process-{os.getpid()}", 0.0
    while parent is None or os.getppid() == parent:
        close_old_connections()
        try:
            if time.monotonic() - looked > _LOOK_FOR_CUT_OFF_SECONDS:
                take_up_cut_off()
                looked = time.monotonic()
            if is_waiting():
                work_off(me)
        except OperationalError:
            _LOG.warning("the database could not be reached; trying again", exc_info=True)
            time.sleep(_AGAIN_SECONDS)
        time.sleep(PAUSE_SECONDS)


def keep_working(parent: int) -> None:
    """Have a process work as long as another lives, and begin a new one where it ends, as when memory runs out."""
    if not hasattr(os, "fork"):
        work_until_ended(parent=parent)
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    connections.close_all()  # a connection must not be shared by two processes
    while os.getppid() == parent:
        child = os.fork()
        if child == 0:
            work_until_ended(parent=os.getppid())
            os._exit(0)
        while os.getppid() == parent and os.waitpid(child, os.WNOHANG) == (0, 0):
            time.sleep(PAUSE_SECONDS)
        if os.getppid() == parent:
            _LOG.warning("the process that does the long work has ended; beginning another")
            time.sleep(_AGAIN_SECONDS)
