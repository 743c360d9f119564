from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.screening.compilation.build import outdated
from comity.screening.compilation.tsv import read_table

SOURCE = Path(__file__).parents[3] / "screeningdata"


def test_the_data_that_ships_is_what_the_tables_give() -> None:
    assert outdated(SOURCE) == []


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.tsv")), ids=lambda p: p.stem)
def test_every_table_names_its_source_licence_and_date(path: Path) -> None:
    head = read_table(path).head
    assert "BY-NC" not in head["licence"].upper()
    assert head["licence"].startswith(("EUPL-1.2", "CC0-1.0", "Unicode"))


def test_a_table_without_a_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("# licence: CC0-1.0\na\tb\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="does not say its source"):
        read_table(tmp_path / "t.tsv")
