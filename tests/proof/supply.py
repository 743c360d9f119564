"""What Comity is made of: the locked packages with digests and licences, as CycloneDX, and whether each licence fits.

`python tests/proof/supply.py` writes comity.cdx.json into the folder it is called in; standard library only.
"""

import importlib.metadata
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)\s*;?(?P<marker>[^\\]*)")
TABLE = tomllib.loads((HERE / "supply.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Locked:
    """One line of a lock: a package at a version, held by the digests of its wheels."""

    name: str
    version: str
    marker: str
    digests: tuple[str, ...]


def locked(lock: str) -> Iterator[Locked]:
    """Every package of requirements/<lock>.txt."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", "")
    for line in text.splitlines():
        if found := PINNED.match(line):
            digests = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
            marker = found["marker"].partition("--hash")[0].strip()
            yield Locked(found["name"].lower(), found["version"], marker, digests)


def licence_of(name: str) -> str:
    """The licence as an SPDX expression, as told in supply.toml or by the package itself; empty where neither does."""
    told = TABLE["told"].get(name)
    if told:
        return str(told["licence"])
    try:
        says = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    usual = dict(TABLE["names"])
    classified = [value.rpartition(" :: ")[2] for value in says.get_all("Classifier") or [] if "License ::" in value]
    for text in (says.get("License-Expression"), says.get("License"), *classified):
        if text and (plain := usual.get(text, text)) and all(part in TABLE["fit"] for part in parts_of(plain)):
            return plain
    return str(says.get("License-Expression") or says.get("License") or "")


def parts_of(expression: str) -> list[str]:
    """The single licences of an SPDX expression, an exception kept with what it is an exception of."""
    return [part.strip(" ()") for part in re.split(r"\s+(?:AND|OR)\s+", expression)]


def fits(expression: str) -> bool:
    """Whether all that must hold fits; of alternatives one that fits is enough."""
    ways = re.split(r"\s+OR\s+", expression)
    return any(way and all(part in TABLE["fit"] for part in parts_of(way)) for way in ways)


def component(package: Locked) -> dict[str, Any]:
    """A package as a component of CycloneDX 1.6."""
    licence = licence_of(package.name)
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"pkg:pypi/{package.name}@{package.version}",
        "name": package.name,
        "version": package.version,
        "purl": f"pkg:pypi/{package.name}@{package.version}",
        "licenses": [{"expression": licence}] if licence else [],
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in package.digests],
    }
    if package.marker:
        made["properties"] = [{"name": "comity:installed-where", "value": package.marker}]
    return made


def bill_of_materials() -> dict[str, Any]:
    """What a default installation holds; the same lock gives the same document."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    itself = f"pkg:pypi/{project['name']}@{project['version']}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": itself,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": [component(package) for package in sorted(locked("run"), key=lambda one: one.name)],
    }


def main() -> int:
    """Write the bill of materials, and say of whose licence nobody knows that it fits."""
    Path("comity.cdx.json").write_text(json.dumps(bill_of_materials(), indent=1) + "\n", encoding="utf-8")
    unfit = {one.name: licence_of(one.name) for lock in ("run", "dev") for one in locked(lock)}
    unfit = {name: licence for name, licence in unfit.items() if not fits(licence)}
    count = len(list(locked("run")))
    print(f"comity.cdx.json: {count} packages; licences that do not fit or are not known: {unfit or 'none'}")
    return 1 if unfit else 0


if __name__ == "__main__":
    sys.exit(main())
