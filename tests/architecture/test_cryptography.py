"""Every use of cryptography stands in the inventory (docs/cryptography.md), and nothing stands there that is gone."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "comity"
USES = re.compile(r"^\s*(?:import|from) (?:hashlib|hmac|secrets|ssl|cryptography)\b", re.MULTILINE)


def inventory() -> set[str]:
    """The paths that the first table names; a name without a folder lies beside the one before it."""
    table = (ROOT / "docs/cryptography.md").read_text(encoding="utf-8").partition("## Keys and")[0]
    found: set[str] = set()
    for line in table.splitlines():
        folder = ""
        for name in re.findall(r"`([\w/]+(?:\.py|/))`", line.split("|")[1] if line.startswith("| `") else ""):
            folder = name.rpartition("/")[0] if "/" in name else folder
            found.add(name if "/" in name else f"{folder}/{name}")
    return found


def test_every_use_of_cryptography_stands_in_the_inventory() -> None:
    uses = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        if USES.search(path.read_text(encoding="utf-8"))
    }
    assert len(uses) > 40
    named = inventory()
    assert {use for use in uses if not use.startswith(tuple(named))} == set()
    assert {name for name in named if not any(use.startswith(name) for use in uses)} == set()
