"""Starting the office: its folder and secret, its tables, its synthetic content, its server."""

import contextlib
import gc
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.common.errors import ComityError


@dataclass(frozen=True, slots=True)
class Place:
    """Where an office is kept and how it is reached."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    demo: bool = False


def data_of() -> Path:
    """The folder of the office that the environment names."""
    return Path(os.environ["COMITY_DATA"])


def prepare_django(place: Place) -> None:
    """Make the folder and the secret of an office and tell Django; call it once, before anything of Django."""
    os.umask(0o077)  # what the office writes is read by nobody else on the machine
    place.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["COMITY_DATA"] = str(place.folder)
    if place.demo:
        os.environ["COMITY_DEMO"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.web.settings"
    _make_secret(place.folder / "secret-key")
    import django  # noqa: PLC0415 - only those who start the office wait for it

    django.setup()


def _make_secret(path: Path) -> None:
    """A secret of its own for every office, readable by its owner only."""
    if path.exists():
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(50) + "\n")


def make_tables() -> None:
    """Bring the tables to this version; those of a newer one are left alone."""
    from django.core.management import call_command  # noqa: PLC0415 - as above

    from comity.web.upkeep.record import version_refusal  # noqa: PLC0415

    if refusal := version_refusal():
        raise ComityError(refusal)
    call_command("migrate", verbosity=0, interactive=False)


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    from comity.casework.accounts.models import User  # noqa: PLC0415

    return not User.objects.exists()


def fill_demo(case_path: Path) -> None:
    """Fill an empty office with the synthetic case; in a process of its own, for the reason that ``filling`` gives."""
    if is_empty():
        command = [sys.executable, "-m", "comity.web.filling", str(case_path)]
        subprocess.run(command, check=True)  # noqa: S603 - this very program


def node_beside(place: Place, listen: str) -> contextlib.AbstractContextManager[None]:
    """Let the office's node answer counterparts and deliver the outbox meanwhile, in a process of its own."""
    return _beside("node", "serve", "--dir", str(place.folder), "--listen", listen)


def worker_beside(place: Place) -> contextlib.AbstractContextManager[None]:
    """Let the long work of the office be done meanwhile, in a process that ends with this one."""
    return _beside("work", "--dir", str(place.folder), "--parent", str(os.getpid()))


@contextlib.contextmanager
def _beside(*command: str) -> Iterator[None]:
    program = [sys.executable, "-m", "comity", *command]
    with subprocess.Popen(program, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - this very program
        try:
            yield
        finally:
            process.terminate()


def answer_requests(place: Place) -> None:
    """Answer until somebody stops it."""
    from comity.web.wsgi import application  # noqa: PLC0415

    if sys.platform == "win32":
        _answer_simply(place, application)
    else:
        _answer_with_gunicorn(place, application)


def _answer_with_gunicorn(place: Place, application: Any) -> None:  # noqa: ANN401 - a WSGI application
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415

    settings = {
        "bind": f"{place.host}:{place.port}",
        "workers": 2,
        "threads": 4,
        "preload_app": True,
        "loglevel": "warning",
        "control_socket_disable": True,
    }

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in settings.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:  # noqa: ANN401
            return application

    from django.db import connections  # noqa: PLC0415

    _load_what_pages_need()
    connections.close_all()  # a connection must not be shared by two processes
    Server().run()


def _load_what_pages_need() -> None:
    """Read law and calendars once, before the processes part; no page then waits for a look through what stays."""
    import comity.law.due_dates  # noqa: F401, PLC0415
    from comity.law.clocks import clock_rules  # noqa: PLC0415

    clock_rules()
    gc.collect()
    gc.freeze()


def _answer_simply(place: Place, application: Any) -> None:  # noqa: ANN401
    from socketserver import ThreadingMixIn  # noqa: PLC0415
    from wsgiref.simple_server import WSGIServer, make_server  # noqa: PLC0415

    class Threaded(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    make_server(place.host, place.port, application, server_class=Threaded).serve_forever()
