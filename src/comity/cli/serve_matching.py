"""``comity serve --only screening``: the matching service alone, without the office and its database."""

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.cli.output import print_line
from comity.common.errors import BadInputError, Place

if TYPE_CHECKING:
    from comity.cli.matching_application import Application

# What is remembered of words stays and is in no ring: to look through all of it takes a tenth of a second each time and
# finds nothing. What a request leaves behind is found in the first two rounds.
LOOKED_THROUGH = (2_000, 10, 1_000_000)
SWITCH = 0.001  # seconds after which a short question need not wait for a long one any more


def serve_matching(lists: list[Path], host: str, port: int, workers: int) -> None:
    """Open the lists, then answer questions until somebody stops it."""
    from comity.cli.matching_application import Application  # noqa: PLC0415
    from comity.cli.screen import index_of  # noqa: PLC0415 - start-up does not need the room
    from comity.screening.index.changes import apply_changes  # noqa: PLC0415
    from comity.screening.index.compiled import accelerate  # noqa: PLC0415

    if not lists:
        raise BadInputError("name at least one list or index to match against", Place(field="--list"))
    indexes = apply_changes(index_of(path) for path in lists)
    for index in indexes:
        accelerate(index)  # before the processes part, so that all share what is compiled
    application = Application(indexes)
    application.warm()
    sys.setswitchinterval(SWITCH)
    gc.collect()
    gc.freeze()  # what is loaded stays, shared by the processes; no question waits for a look through it
    gc.set_threshold(*LOOKED_THROUGH)
    known = ", ".join(f"{origin['name']} ({origin['entities']} entries)" for i in indexes for origin in i.lists)
    print_line(f"Matching answers at http://{host}:{port}/match/default, against {known}. Ctrl-C ends it.", "bold")
    _answer(application, host, port, workers or os.cpu_count() or 1)


def _answer(application: "Application", host: str, port: int, workers: int) -> None:
    if sys.platform == "win32":
        from wsgiref.simple_server import make_server  # noqa: PLC0415

        make_server(host, port, application).serve_forever()
    else:
        _answer_with_gunicorn(application, host, port, workers)


def _warmed(worker: Any) -> None:  # noqa: ANN401 - gunicorn tells no types
    """Let a process copy the pages that it writes to before it answers anybody."""
    worker.app.wsgi().warm()


def _answer_with_gunicorn(application: "Application", host: str, port: int, workers: int) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415

    settings = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": 4,
        "preload_app": True,
        "keepalive": 30,
        "loglevel": "warning",
        "control_socket_disable": True,
        "post_worker_init": _warmed,
    }

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in settings.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:  # noqa: ANN401 - a WSGI application
            return application

    Server().run()
