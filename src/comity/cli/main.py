"""The command ``comity``: gathers the commands and turns every error into one sentence."""

import sys
from typing import cast

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
    except BadInputError as error:
        _stop(str(error), 2)
    except ComityError as error:
        _stop(str(error), 3)
    except UsageError as error:
        _stop(_sentence(error), 2)
    except typer.Abort:
        _stop("Stopped.", 130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(outcome if isinstance(outcome, int) else 0)


def _sentence(error: Exception) -> str:
    spoken = getattr(error, "format_message", None)
    return str(spoken() if callable(spoken) else error)


def _stop(sentence: str, code: int) -> None:
    sys.stdout.flush()
    sys.stderr.write(sentence.rstrip() + "\n")
    sys.exit(code)
