"""The command ``comity``: gathers the commands and turns every error into one sentence."""

import contextlib
import os
import sys
from pathlib import Path
from typing import NoReturn, cast

import typer

from comity import __version__
from comity.cli.commands import CommandTable
from comity.common.errors import BadInputError, ComityError

app = typer.Typer(
    name="comity",
    cls=CommandTable,
    help="The lawful route to another state, and a request that is right the first time.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


_INTERRUPTED = 130  # what a shell expects of a program that Ctrl-C ended

# What the command line raises for a wrong option or command; typer exports only its subclass.
UsageError = cast("type[Exception]", typer.BadParameter.__mro__[1])


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"comity {__version__}")
        raise typer.Exit


@app.callback()
def comity(
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Print the version."),
) -> None:
    """The lawful route to another state, and a request that is right the first time."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; bad input is one sentence on standard error and exit code 2."""
    try:
        outcome = app(args=arguments, standalone_mode=False)
        sys.stdout.flush()
    except BadInputError as error:
        _stop(str(error), 2)
    except ComityError as error:
        _stop(str(error), 3)
    except UsageError as error:
        _stop(_sentence(error), 2)
    except (typer.Abort, KeyboardInterrupt):
        _stop("Stopped.", _INTERRUPTED)
    except (BrokenPipeError, SystemExit) as left:
        _leave(left)
    except OSError as error:
        _stop_on_system(error)
    except Exception as error:  # the last door: no traceback reaches the person at the desk
        _stop_on_own_error(error)
    if outcome == _INTERRUPTED:
        _stop("Stopped.", _INTERRUPTED)
    sys.exit(outcome if isinstance(outcome, int) else 0)


def _leave(left: BaseException) -> NoReturn:
    """End quietly where the reader of a pipe has left (typer turns that into an exit); pass on every other exit."""
    if isinstance(left, SystemExit) and not isinstance(left.__context__, BrokenPipeError):
        raise left
    _drop_output()
    sys.exit(0)


def _sentence(error: Exception) -> str:
    spoken = getattr(error, "format_message", None)
    said = str(spoken() if callable(spoken) else error)
    context = getattr(error, "ctx", None)
    if not said.startswith("No such option") or context is None:
        return said
    names: list[str] = []
    while context.parent is not None:
        names.insert(0, context.info_name)
        context = context.parent
    return f"{said.rstrip('.')}; '{' '.join(['comity', *names])} --help' lists those there are"


def _stop(sentence: str, code: int) -> NoReturn:
    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()
    sys.stderr.write(sentence.rstrip() + "\n")
    sys.exit(code)


def _stop_on_system(error: OSError) -> NoReturn:
    """Say that the machine failed: a full disk behind standard output, a file that vanished."""
    if os.environ.get("COMITY_DEBUG"):
        raise error
    where = f"{error.filename}: " if error.filename else ""
    _drop_output()
    _stop(f"{where}the system says: {error.strerror or error}.", 74)


def _stop_on_own_error(error: Exception) -> NoReturn:
    """Say that Comity failed and what to report; the message of the error is left out, it may quote the case."""
    if os.environ.get("COMITY_DEBUG"):
        raise error
    _drop_output()
    what = f"{type(error).__name__} in {_last_place(error)}, version {__version__}"
    _stop(
        f"Comity stopped on an error of its own ({what}). Report these words and the command, without the data "
        "of the case; COMITY_DEBUG=1 shows the whole trace.",
        70,
    )


def _last_place(error: Exception) -> str:
    """The last line of Comity's own that the error passed through, as file and line."""
    place, trace, root = "comity", error.__traceback__, Path(__file__).parents[1]
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(root):
            place = f"comity/{file.relative_to(root).as_posix()} line {trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _drop_output() -> None:
    """Send what is still unsaid nowhere, so that nothing is printed half when the program ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
