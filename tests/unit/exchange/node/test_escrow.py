"""Two of three officers bring the keys back; one of them alone has nothing."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from comity.common.errors import BadInputError
from comity.exchange.formats.shares import combine, split
from comity.exchange.node.escrow import restore_keys, write_escrow
from comity.exchange.refusal import RefusedError

SECRET = bytes(range(32))


@pytest.mark.parametrize(("needed", "count"), [(2, 3), (3, 5), (2, 2)])
def test_any_enough_shares_give_the_secret_and_fewer_do_not(needed: int, count: int) -> None:
    shares = split(SECRET, needed, count)
    for chosen in combinations(shares, needed):
        assert combine({number: shares[number] for number in chosen}) == SECRET
    for chosen in combinations(shares, needed - 1):
        assert combine({number: shares[number] for number in chosen}) != SECRET


@pytest.mark.parametrize(("needed", "count"), [(1, 3), (4, 3), (2, 256)])
def test_a_split_that_protects_nothing_is_refused(needed: int, count: int) -> None:
    with pytest.raises(BadInputError):
        split(SECRET, needed, count)


def test_two_of_three_officers_bring_all_keys_back(pair: Any, tmp_path: Path) -> None:
    files = write_escrow(pair.asked, tmp_path / "escrow", 2, 3)
    restore_keys(files[0], files[2:], tmp_path / "keys")
    for path in (pair.asked.folder / "keys").glob("*/*"):
        assert (tmp_path / "keys" / path.relative_to(pair.asked.folder / "keys")).read_bytes() == path.read_bytes()


def test_one_officer_twice_is_one_officer(pair: Any, tmp_path: Path) -> None:
    files = write_escrow(pair.asked, tmp_path / "escrow", 2, 3)
    with pytest.raises(RefusedError, match="2 different shares are needed, and 1"):
        restore_keys(files[0], [files[1], files[1]], tmp_path / "keys")
    assert not (tmp_path / "keys").exists()


def test_a_mistyped_share_is_named(pair: Any, tmp_path: Path) -> None:
    files = write_escrow(pair.asked, tmp_path / "escrow", 2, 3)
    text = files[1].read_text("ascii")
    files[1].write_text(text.replace("needed: ", "needed: 00"), "ascii")
    with pytest.raises(BadInputError, match=r"share-1.txt: is not a share, or is mistyped"):
        restore_keys(files[0], files[1:3], tmp_path / "keys")
