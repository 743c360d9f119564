"""The settings of a national e-CODEX connector, from the file that whoever runs the machine keeps."""

import json
from pathlib import Path

from comity.common.errors import BadInputError, Place
from comity.exchange.documents.connector import Settings, settings_from


def connector_settings(path: Path) -> Settings:
    """Read the settings of a connector; what is wrong with the file is told in one sentence."""
    try:
        return settings_from(json.loads(path.read_text("utf-8")), str(path))
    except FileNotFoundError:
        raise BadInputError("no such file", Place(str(path))) from None
    except (OSError, ValueError):
        raise BadInputError("is not JSON", Place(str(path))) from None
