from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.screening.entity import Entity
from comity.screening.index.build import ListOrigin, build
from comity.screening.index.keys import keys_of
from comity.screening.index.reader import Index
from comity.screening.index.search import search
from comity.screening.lists.reading import is_index
from comity.screening.reading import read_name

ORIGIN = ListOrigin("sought.csv", "2026-11-01", "ab" * 32, "2026-11-02T08:00:00+00:00")
SOUGHT = (
    Entity("1", "Person", ("Xi Mingtest", "席明测"), ("1960-02-03",), ("CHN",)),
    Entity("2", "Person", ("Mohammed Abdullah Testani",), ("1971",)),
    Entity("3", "Company", ("Testov Holding LLC",), identifiers=(("imoNumber", "9074729"),)),
    Entity("4", "Person", ("Vladimir Proverkin",)),
)


def index() -> Index:
    return Index(b"".join(build([(ORIGIN, SOUGHT)])), "index")


def found(name: str, schema: str = "Person") -> list[str]:
    return [hit.listed.entity.id for hit in search(index(), Entity("q", schema, (name,)), threshold=0.7)]


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("Mingtest XI", "1"),
        ("席明測", "1"),
        ("محمد عبدالله تستاني", "2"),
        ("Muhamed Abdulla Testany", "2"),
        ("Владимир Проверкин", "4"),
        ("Wladimir Prowerkin", "4"),
    ],
)
def test_a_sought_person_is_found_under_another_spelling(name: str, who: str) -> None:
    assert found(name)[:1] == [who]


def test_somebody_else_is_not_found() -> None:
    assert found("Maria Nowhere") == []


def test_an_identifier_finds_what_no_name_would() -> None:
    query = Entity("q", "Vessel", ("Other Name",), identifiers=(("imoNumber", "IMO9074729"),))
    assert [hit.listed.entity.id for hit in search(index(), query)] == ["3"]


def test_a_hit_names_its_list_with_version_digest_and_time() -> None:
    (hit,) = search(index(), Entity("q", "Person", ("Vladimir Proverkin",)))
    assert {k: hit.origin[k] for k in ("name", "version", "digest", "retrieved")} == {
        "name": "sought.csv",
        "version": "2026-11-01",
        "digest": "ab" * 32,
        "retrieved": "2026-11-02T08:00:00+00:00",
    }
    assert hit.listed.entity == SOUGHT[3]


def test_the_same_list_gives_the_same_bytes() -> None:
    assert b"".join(build([(ORIGIN, SOUGHT)])) == b"".join(build([(ORIGIN, SOUGHT)]))


def test_an_empty_list_is_an_index_in_which_nobody_is_found() -> None:
    empty = Index(b"".join(build([(ORIGIN, ())])), "index")
    assert len(empty) == 0
    assert search(empty, SOUGHT[0]) == ()


def test_an_index_that_is_cut_off_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "cut.index"
    path.write_bytes(b"".join(build([(ORIGIN, SOUGHT)]))[:-8])
    with pytest.raises(BadInputError, match="damaged"):
        Index.open(path)


def test_a_file_that_is_no_index_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name\nA B\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="not an index"):
        Index.open(path)


def test_spellings_of_one_name_share_a_strong_key() -> None:
    for left, right in (("习近平", "Xi Jinping"), ("Mohammed Ali", "محمد علي"), ("Tai Shunjun", "Shun-Jun Tai")):
        assert keys_of(read_name(left))[0] & keys_of(read_name(right))[0], (left, right)


def test_an_index_of_an_earlier_version_asks_to_be_built_again(tmp_path: Path) -> None:
    path = tmp_path / "old.index"
    path.write_bytes(b"COMITY-INDEX-1\n" + bytes(64))
    assert is_index(path)
    with pytest.raises(BadInputError, match="build it again"):
        Index.open(path)
