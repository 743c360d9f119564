"""Writes the figures that ship from the folder given (figuresdata where none is named)."""

import sys
from pathlib import Path

from comity.statistics.compilation.build import write_all

sys.stdout.write("\n".join(write_all(Path(sys.argv[1] if len(sys.argv) > 1 else "figuresdata"))) + "\n")
