"""The newcomer's road: the front page's picture and commands are there, and no link of any document is dead."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from comity.cli.commands import command_names, read_command

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "overview.svg"
DOCUMENTS = sorted([README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
SVG = "{http://www.w3.org/2000/svg}"


def links(path: Path) -> list[str]:
    """Where a document leads, but for addresses of other hosts and places within itself."""
    found = [first or second for first, second in LINK.findall(path.read_text(encoding="utf-8"))]
    return [target for target in found if not re.match(r"[a-z]+:|#", target)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_of_a_document_is_dead(path: Path) -> None:
    assert [target for target in links(path) if not (path.parent / target.partition("#")[0]).exists()] == []


def test_the_picture_can_be_read_by_those_who_do_not_see_it() -> None:
    picture = ET.parse(PICTURE).getroot()
    for child in ("title", "desc"):
        assert "".join(picture.find(f"{SVG}{child}").itertext()).strip()
    alternative = re.search(r'src="docs/overview\.svg"[^>]*alt="([^"]{100,})"', README.read_text(encoding="utf-8"))
    assert alternative


def test_the_picture_asks_no_other_host_for_anything_and_stands_on_its_own_ground() -> None:
    text = PICTURE.read_text(encoding="utf-8")
    assert re.findall(r'(?:href|src)="(?!#)|url\((?!#)|<script|@import', text) == []
    first = next(child for child in ET.fromstring(text) if child.tag == f"{SVG}rect")
    assert (first.get("width"), first.get("fill")) == ("1000", "#f3f8f7"), "light and dark pages both show through"


def test_the_readme_names_only_commands_that_exist() -> None:
    named = re.findall(r"`(?:\./run )?comity ([a-z][a-z -]*?)`", README.read_text(encoding="utf-8"))
    assert len(named) > 5
    for name, *parts in map(str.split, named):
        assert name in command_names()
        assert not parts or parts[0] in read_command(name).commands


def test_the_readme_can_be_read_in_two_minutes_up_to_its_promises() -> None:
    before, _, _ = README.read_text(encoding="utf-8").partition("## What it promises")
    words = re.sub(r"<details>.*?</details>|<p .*?</p>|\([^)]*\.md\)", "", before, flags=re.DOTALL).split()
    assert len(words) < 2 * 300
