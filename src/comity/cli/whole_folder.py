"""Results that appear whole or not at all: written beside their place, moved into it when all of them are there."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.common.errors import ComityError


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder to write into; what is in it moves to ``out`` at the end, nothing where something failed."""
    draft: Path | None = None
    new = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=out))
        yield draft
        for path in sorted(draft.iterdir()):
            path.replace(out / path.name)
    except OSError as error:
        what = error.strerror or str(error)
        raise ComityError(f"{out}: cannot be written ({what}); nothing was changed.") from None
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
        if new and out.is_dir() and not any(out.iterdir()):
            out.rmdir()
