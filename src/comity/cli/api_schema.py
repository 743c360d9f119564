"""``comity api-schema``: the OpenAPI document of the office's interface for programs."""

import os
import tempfile
from pathlib import Path

import typer

from comity.cli.output import JsonFlag, print_json


def api_schema(json: JsonFlag = False) -> None:  # noqa: ARG001 - the document is JSON either way
    """Print the OpenAPI document of the office's interface for programs."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.web.settings"
    os.environ.setdefault("COMITY_DATA", str(Path(tempfile.gettempdir()) / "comity-nowhere"))  # no office is opened
    import django  # noqa: PLC0415 - slow to import

    django.setup()
    from comity.web.api.root import api_schema as document  # noqa: PLC0415 - needs django.setup

    print_json(document())


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("api-schema")(api_schema)
