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

from proof import asvs
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


def checklist() -> str:
    """docs/asvs.md: every requirement of the standard, and what shows it."""
    rows = asvs.requirements()
    levels = [f"level {level}: {asvs.summed([row for row in rows if row.level == level])}" for level in (1, 2, 3)]
    lines = [
        "# OWASP ASVS 5.0.0, requirement by requirement",
        "",
        asvs.PREFACE,
        "",
        *(f"- {line}" for line in levels),
        "",
    ]
    for chapter, name in table("asvs")["chapters"].items():
        mine = [row for row in rows if row.chapter == chapter]
        lines += [f"## {chapter} {name}", "", asvs.summed(mine), "", "| number | level | answer | what shows it |"]
        lines += ["|---|---|---|---|", *(asvs.line(row, linked_word) for row in mine), ""]
    return "\n".join(lines)


def linked_word(word: str) -> str:
    """A word of the checklist that names a test or a file, as a link from docs/asvs.md; others as they are."""
    plain = word.rstrip(";,:")
    if "::" in plain:
        return linked([plain], "docs/asvs.md") + word[len(plain) :]
    place = ROOT / "tests" / plain if plain.startswith(asvs.TEST_FOLDERS) else ROOT / plain
    if "/" in plain and place.exists():
        return f"[{plain}]({os.path.relpath(place, ROOT / 'docs').replace(os.sep, '/')})" + word[len(plain) :]
    return word


PAGES = {"README.md": readme, "docs/threat-model.md": threat_model, "docs/asvs.md": checklist}


def main() -> None:
    """Write every page."""
    for name, make in PAGES.items():
        (ROOT / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
