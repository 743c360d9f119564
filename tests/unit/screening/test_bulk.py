from pathlib import Path

import pytest

from comity.screening.bulk import PORTION, Plan, Progress, changes, customers, resume, run
from comity.screening.entity import Entity
from comity.screening.index.build import ListOrigin, build
from comity.screening.lists.reading import open_list
from comity.screening.tabular import read_rows

ORIGIN = ListOrigin("sought", "1", "d", "t")
CUSTOMERS = (
    "id,name\n" + "".join(f"{n},Nobody Known{n}\n" for n in range(PORTION + 20)) + "x,Владимир Проверкин\ny,!!!\n"
)


def indexed(path: Path, *names: str) -> str:
    people = [Entity(str(n), "Person", (name,), row=n) for n, name in enumerate(names, 1)]
    path.write_bytes(b"".join(build([(ORIGIN, people)])))
    return str(path)


def screened(tmp_path: Path, out: str, plan: Plan) -> dict[str, dict[str, str]]:
    source, target = tmp_path / "customers.csv", tmp_path / out
    source.write_text(CUSTOMERS, encoding="utf-8")
    for _ in run(source, target, plan, Progress({}), 1):
        pass
    return {row["customer_id"]: row for _, row in read_rows(target)}


def test_every_row_gets_a_status(tmp_path: Path) -> None:
    plan = Plan((indexed(tmp_path / "i", "Vladimir Proverkin"),), 0.7, 5)
    rows = screened(tmp_path, "out.csv", plan)
    assert len(rows) == PORTION + 22
    assert (rows["0"]["status"], rows["x"]["status"], rows["y"]["status"]) == ("no hit", "hit", "trouble")
    assert (rows["x"]["entity"], rows["x"]["row"], rows["x"]["list"]) == (
        "Vladimir Proverkin",
        str(PORTION + 22),
        "sought",
    )
    assert rows["y"]["explanation"] == "no name"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_results_come_as_text_workbook_or_parquet_and_tell_the_same(tmp_path: Path, ending: str) -> None:
    plan = Plan((indexed(tmp_path / "i", "Vladimir Proverkin"),), 0.7, 5)
    screened(tmp_path, "plain.csv", plan)
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    for _ in run(tmp_path / "customers.csv", tmp_path / f"out.{ending}", plan, Progress({}), 1):
        pass
    told = changes(tmp_path / "plain.csv", tmp_path / f"out.{ending}")
    assert [told[kind] for kind in ("new", "gone")] == [[], []]
    opened = open_list(tmp_path / f"out.{ending}", "")  # a result is a table that the room itself can read
    assert sum(1 for _ in opened.entities) == PORTION + 21  # the row without a name is a trouble of the table too


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    plan = Plan((indexed(tmp_path / "i", "Vladimir Proverkin"),), 0.7, 5)
    whole = screened(tmp_path, "whole.csv", plan)
    source, out = tmp_path / "customers.csv", tmp_path / "out.csv"
    stopped = run(source, out, plan, resume(out, {"asked": 1}), 1)
    assert next(stopped).done == PORTION
    stopped.close()
    assert not out.exists()
    again = resume(out, {"asked": 1})
    assert again.done == PORTION
    for _ in run(source, out, plan, again, 1):
        pass
    assert {row["customer_id"]: row for _, row in read_rows(out)} == whole


def test_another_question_does_not_go_on_with_an_old_answer(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    plan = Plan((indexed(tmp_path / "i", "Vladimir Proverkin"),), 0.7, 5)
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    next(run(tmp_path / "customers.csv", out, plan, Progress({"threshold": 0.7}), 1))
    assert resume(out, {"threshold": 0.7}).done == PORTION
    assert resume(out, {"threshold": 0.8}).done == 0


def test_a_second_screening_tells_only_what_changed(tmp_path: Path) -> None:
    screened(tmp_path, "old.csv", Plan((indexed(tmp_path / "i1", "Somebody Else"),), 0.7, 5))
    screened(tmp_path, "new.csv", Plan((indexed(tmp_path / "i2", "Vladimir Proverkin"),), 0.7, 5))
    told = changes(tmp_path / "old.csv", tmp_path / "new.csv")
    assert {kind: [row["customer_id"] for row in rows] for kind, rows in told.items()} == {
        "new": ["x"],
        "changed": [],
        "gone": [],
    }


def test_duplicates_within_a_file_are_told_once(tmp_path: Path) -> None:
    source = tmp_path / "register.csv"
    source.write_text("id,name\na,Vladimir Proverkin\nb,Other Person\nc,Владимир Проверкин\n", encoding="utf-8")
    people = [entity for entity, _ in customers(source)]
    (tmp_path / "i").write_bytes(b"".join(build([(ORIGIN, people)])))
    for _ in run(source, tmp_path / "out.csv", Plan((str(tmp_path / "i"),), 0.7, 5, duplicates=True), Progress({}), 1):
        pass
    hits = [(r["customer_id"], r["entity_id"]) for _, r in read_rows(tmp_path / "out.csv") if r["status"] == "hit"]
    assert hits == [("a", "c")]
