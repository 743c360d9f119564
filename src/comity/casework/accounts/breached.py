"""Passwords that became known elsewhere, looked up in a file beside the office: nothing is asked of any network.

The file holds one SHA-1 in capital hexadecimal digits a line, in order, each perhaps with ``:`` and a count after it,
as such lists are published. SHA-1 is the list's own and protects nothing here.
"""

import hashlib
from pathlib import Path

_DIGITS = 40


def is_breached(password: str, file: Path) -> bool:
    """Whether the file names the password; found by halving, since such files are tens of gigabytes."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, lines.seek(0, 2)
        while low < high:  # of the lines that begin after low, the first whose digest is not before the wanted one
            middle = (low + high) // 2
            lines.seek(middle)
            if middle:
                lines.seek(middle - 1)
                lines.readline()
            line = lines.readline()
            if line and line[:_DIGITS] < wanted:
                low = lines.tell()
            else:
                high = middle
        lines.seek(low)
        if low:
            lines.seek(low - 1)
            lines.readline()
        return lines.readline()[:_DIGITS] == wanted
