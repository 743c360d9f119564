"""Start-up stays light: what a command does not need is not imported."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {"ruamel", "docx", "lxml", "typst", "holidays", "babel", "jsonschema", "rich", "pydantic", "markdown_it"}
QUESTION = """
import json, sys
from comity.cli.main import main
try:
    main(["--help"])
except SystemExit:
    pass
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_help_imports_nothing_heavy() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", QUESTION],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
    )
    imported = set(json.loads(answer.stdout.splitlines()[-1]))
    assert imported & HEAVY == set()
    assert "comity" in imported
