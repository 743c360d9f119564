"""Writes the data of the screening room from the folder given (screeningdata where none is named)."""

import sys
from pathlib import Path

from comity.screening.compilation.build import write

sys.stdout.write("\n".join(write(Path(sys.argv[1] if len(sys.argv) > 1 else "screeningdata"))) + "\n")
