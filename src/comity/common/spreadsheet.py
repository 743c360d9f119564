"""Cells that go through a spreadsheet: no cell becomes a formula, and what was written comes back letter for letter."""

_MARK = "'"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", _MARK)


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what could be one."""
    return _MARK + text if text.startswith(_RISKY) else text


def unguarded(cell: str) -> str:
    """The text of a cell that ``guarded`` wrote; a cell that somebody else wrote is left as it is."""
    return cell[1:] if cell.startswith(_MARK) and cell[1:].startswith(_RISKY) else cell
