"""The synthetic cases that ship with the program."""

from pathlib import Path

from comity.common.errors import BadInputError


def shipped_cases() -> Path:
    """Find the cases that ship: beside the checkout, or inside the installed package."""
    installed = Path(__file__).resolve().parents[1] / "casefile" / "cases"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "lawdata" / "cases"


def case_files(folder: Path) -> list[Path]:
    """List the case files of a folder; none is bad input."""
    found = sorted(folder.glob("*.yaml"))
    if not found:
        raise BadInputError(f"there is no case file (*.yaml) in {folder}")
    return found
