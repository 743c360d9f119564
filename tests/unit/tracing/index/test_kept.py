"""An index kept as a file is the ledger again: the same answers, with their names, lines and reservations."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.common.errors import BadInputError, ComityError
from comity.tracing.index.kept import index_open, index_write
from comity.tracing.ledger import Ledger
from comity.tracing.ledger_files import read_ledger
from comity.tracing.question import Question
from comity.tracing.results import move_rows, path_lines, summary, traced_rows
from comity.tracing.rules import Rule
from comity.tracing.trace import trace

SIDE = st.sampled_from(["", "Ä", "B", "甲", "D"])
LINE = st.tuples(st.integers(1, 9), SIDE, SIDE, st.integers(0, 60), st.booleans()).filter(lambda t: t[1] or t[2])


def written(folder: Path, lines: list[tuple[int, str, str, int, bool]], named: bool) -> Path:
    """A ledger of days, so that many transfers share a moment."""
    rows = ["time,sender,receiver,amount,currency,origin" + (",id,description" if named else "")]
    for number, (day, sender, receiver, amount, labelled) in enumerate(lines):
        origin = "victim" if labelled and not sender else ""
        rows.append(
            f"2024-01-0{day},{sender},{receiver},{amount},EUR,{origin}" + (f",t{number},é{day}" if named else "")
        )
    path = folder / "ledger.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def answers(ledger: Ledger, question: Question) -> list[object]:
    found = trace(ledger, question, list(Rule))
    paths = [sorted(json.dumps(json.loads(line), sort_keys=True) for line, _ in path_lines(found, 10_000))]
    return [list(traced_rows(found)), sorted(move_rows(found)), paths, summary(found)]


@given(lines=st.lists(LINE, min_size=1, max_size=25), named=st.booleans(), compiled=st.just(False))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_question_has_the_same_answer_with_and_without_the_index(tmp_path, lines, named, compiled) -> None:
    plain = read_ledger(written(tmp_path, lines, named))
    index_write(plain, tmp_path / "kept", compiled=compiled)
    kept = read_ledger(tmp_path / "kept")
    assert kept.index is not None
    first = next(
        (row for row in range(len(plain)) if plain.sender[row] and plain.sender[row] != plain.receiver[row]), None
    )
    questions = [Question(origins=True)] if len(plain.origins) > 1 else []
    if first is not None:
        account = plain.accounts[plain.sender[first]]
        questions += [Question(account=account), Question(account=account, amount="7")]
        questions += [Question(transfers=(plain.ids[first],))]
    for question in questions:
        different = [
            one for one, other in zip(answers(kept, question), answers(plain, question), strict=True) if one != other
        ]
        assert not different


def test_an_index_beside_its_ledger_is_used_as_long_as_the_file_is_the_same(tmp_path) -> None:
    path = written(tmp_path, [(1, "", "B", 50, False), (2, "B", "D", 20, False)], named=False)
    index_write(read_ledger(path), tmp_path / "ledger.csv.index")
    assert read_ledger(path).index is not None
    with path.open("a", encoding="utf-8") as file:
        file.write("2024-01-03,D,,20,EUR,\n")
    assert read_ledger(path).index is None


def test_rates_belong_to_the_making_of_an_index(tmp_path) -> None:
    path = written(tmp_path, [(1, "", "B", 50, False)], named=False)
    index_write(read_ledger(path), tmp_path / "ledger.csv.index", as_it_stands=False)
    assert read_ledger(path).index is None
    with pytest.raises(BadInputError, match="given when it is made"):
        read_ledger(tmp_path / "ledger.csv.index", openings=path)


def test_a_damaged_index_is_refused_in_one_sentence(tmp_path) -> None:
    path = written(tmp_path, [(1, "", "B", 50, False)], named=False)
    kept = tmp_path / "kept"
    index_write(read_ledger(path), kept)
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-200])
    with pytest.raises(BadInputError, match="cut off"):
        index_open(kept)
    kept.write_bytes(whole[:130] + b"}" + whole[131:])
    with pytest.raises(BadInputError, match="damaged"):
        index_open(kept)


def test_an_index_that_cannot_be_written_leaves_nothing_behind(tmp_path) -> None:
    path = written(tmp_path, [(1, "", "B", 50, False)], named=False)
    with pytest.raises(ComityError, match="nothing was changed"):
        index_write(read_ledger(path), tmp_path / "nowhere" / "kept")
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.csv"]
