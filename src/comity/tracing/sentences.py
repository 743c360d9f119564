"""What this room says of a trace or an ownership (rules, reservations, reasons) in every language, by its English."""

import json
from functools import cache
from pathlib import Path

SENTENCES = Path(__file__).with_name("sentences.json")


@cache
def sentences() -> dict[str, dict[str, str]]:
    """English -> language -> the same; {} stands for a value, in a translation {0}, {1}."""
    found: dict[str, dict[str, str]] = json.loads(SENTENCES.read_text(encoding="utf-8"))
    return found
