"""The checklist of OWASP ASVS 5.0.0, read from asvs.toml line by line."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

TABLE = tomllib.loads((Path(__file__).parent / "asvs.toml").read_text(encoding="utf-8"))
PUBLISHED = {1: 70, 2: 183, 3: 92}
"""How many requirements of each level the standard has, counted in its own table."""
TEST_FOLDERS = ("unit/", "architecture/", "journeys/", "law/")
ANSWERS = {"yes": "met", "part": "in part", "no": "not met", "-": "does not apply"}
_LINE = re.compile(r"(?P<number>\d+\.\d+\.\d+) (?P<level>[123]) (?P<answer>yes|part|no|-) (?P<words>\S.*)")
PREFACE = (
    "Which requirements of the OWASP Application Security Verification Standard 5.0.0 (CC BY-SA 4.0) apply, and what "
    "shows that they are met. Numbers and levels are the standard's; what they ask for is read there and not repeated "
    "here. Answered by the people who wrote the program, not by an auditor. Written from `tests/proof/asvs.toml`; a "
    "test fails when a test or file named here does not exist."
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement: whether it is met, and what shows it or lacks."""

    chapter: str
    number: str
    level: int
    answer: str
    words: str

    @property
    def tests(self) -> list[str]:
        """The tests that it names."""
        return [word.rstrip(";,:") for word in self.words.split() if "::" in word]

    @property
    def said(self) -> list[str]:
        """The words that are no name of a test or file."""
        return [word for word in self.words.split() if "/" not in word]

    @property
    def files(self) -> list[str]:
        """The documents and other files that it names, as paths from the repository."""
        named = [word.rstrip(";,:") for word in self.words.split() if "::" not in word]
        places = [f"tests/{word}" if word.startswith(TEST_FOLDERS) else word for word in named]
        return [place for place in places if place.startswith(("docs/", "src/", "deploy/", "tests/"))]


def requirements() -> list[Requirement]:
    """Every requirement in the order of the standard."""
    found = []
    for chapter, text in TABLE["requirements"].items():
        for line in text.strip().splitlines():
            read = _LINE.fullmatch(line)
            if read is None:
                raise ValueError(f"asvs.toml: cannot be read: {line}")
            found.append(Requirement(chapter, read["number"], int(read["level"]), read["answer"], read["words"]))
    return found


def summed(rows: Iterable[Requirement]) -> str:
    """How many are met, in part, not, and do not apply; the share is of those that apply."""
    counted = Counter(row.answer for row in rows)
    applies = sum(counted.values()) - counted["-"]
    share = f" ({counted['yes'] * 100 // applies} % of {applies} that apply)" if applies else ""
    return ", ".join(f"{counted[answer]} {says}" for answer, says in ANSWERS.items() if counted[answer]) + share + "."


def line(row: Requirement, linked: Callable[[str], str]) -> str:
    """One line of the table."""
    return f"| {row.number} | {row.level} | {ANSWERS[row.answer]} | {' '.join(map(linked, row.words.split()))} |"
