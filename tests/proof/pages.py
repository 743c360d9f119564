"""The pages that say what is promised, threatened and checked, written from the tables beside this file.

`python tests/proof/pages.py` writes them; tests/architecture/test_proof.py fails while they differ or name a test that
does not exist.
"""

import os
import sys
import tomllib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from proof.named import said

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BEGIN = "<!-- promises: written by python tests/proof/pages.py -->\n"
END = "<!-- end of promises -->"


def table(name: str) -> dict[str, Any]:
    """One of the tables beside this file."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def linked(tests: list[str], page: str) -> str:
    """The tests as sentences, each leading to its file from where the page stands."""
    up = os.path.relpath(ROOT, (ROOT / page).parent).replace(os.sep, "/")
    start = "" if up == "." else f"{up}/"
    return " · ".join(f"[{said(name)}]({start}tests/{name.partition('::')[0]})" for name in tests)


def promises_part() -> str:
    """The table of promises as it stands in the README."""
    lines = ["| | promise | tests that fail when it breaks | what lacks |", "|---|---|---|---|"]
    lines += [
        f"| {row['id']} | {row['says']} | {linked(row['tests'], 'README.md')} | {row['lacks'] or '–'} |"
        for row in table("promises")["promise"]
    ]
    return "\n".join(lines) + "\n"


def readme() -> str:
    """The README with its table of promises as the data has it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + promises_part() + END + after


def threat_model() -> str:
    """docs/threat-model.md: threat, control, default, test."""
    data = table("threats")
    lines = ["# Threat model", "", data["preface"].strip(), ""]
    for group in data["group"]:
        lines += [
            f"## {group['title']}",
            "",
            "| threat | control | default | tests | what remains |",
            "|---|---|---|---|---|",
        ]
        for row in group["threat"]:
            cells = [row["threat"], row["control"], row["default"], linked(row["tests"], "docs/threat-model.md")]
            lines.append(f"| {' | '.join(cells)} | {row.get('remains') or '–'} |")
        lines.append("")
    return "\n".join(lines)


PAGES = {"README.md": readme, "docs/threat-model.md": threat_model}


def main() -> None:
    """Write every page."""
    for name, make in PAGES.items():
        (ROOT / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
