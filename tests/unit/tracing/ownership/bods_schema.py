"""The published schema of BODS 0.4 as a check for tests."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

FOLDER = Path(__file__).parent / "bods_0_4"
PARTS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
_REGISTRY: Any = Registry().with_resources([(part["$id"], Resource.from_contents(part)) for part in PARTS])
_STATEMENTS = next(part for part in PARTS if part["$id"] == "urn:statement")
_VALIDATOR = Draft202012Validator(_STATEMENTS, registry=_REGISTRY, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(statements: list[dict[str, Any]]) -> list[str]:
    """What the schema finds wrong with a file of statements; empty where nothing is."""
    return [f"{error.json_path}: {error.message}" for error in _VALIDATOR.iter_errors(statements)]
