"""Every broken case file is answered by one sentence with file, line and field; each file states its own."""

from pathlib import Path

import pytest

from comity.casefile.loader import load_case
from comity.common.errors import BadInputError

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_a_broken_file_gets_the_sentence_it_states_on_its_first_line(file: Path) -> None:
    expected = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# expected: ")
    with pytest.raises(BadInputError) as caught:
        load_case(file, file.name)
    assert str(caught.value) == f"{file.name}{expected}"
    assert "\n" not in str(caught.value)


def test_every_broken_file_but_the_empty_one_is_told_the_line() -> None:
    without = [f.stem for f in BROKEN if not f.read_text(encoding="utf-8").startswith("# expected: , line ")]
    assert without == ["empty_file"]
    assert len(BROKEN) > 60
