"""The exhibit of a trace says every word in the language it is asked for in; names and figures stay as they are."""

import ast
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader

import comity.drafting
import comity.tracing
from comity.common.errors import BadInputError
from comity.common.patterns import HOLE, PLACED
from comity.drafting import trace_exhibit_funds
from comity.drafting.trace_exhibit import exhibit, exhibit_word
from comity.drafting.trace_exhibit_blocks import (
    EXHIBIT_LANGUAGES,
    PLACES,
    Words,
    exhibit_language,
    exhibit_sentences,
)
from comity.drafting.trace_exhibit_funds import Beside, HeldThing, OwnershipShown
from comity.law.tracing_rules import PURPOSES, rules_of
from comity.tracing.candidates import LinkKind
from comity.tracing.findings import Taking
from comity.tracing.funds import CLOSING
from comity.tracing.ledger_files import read_ledger
from comity.tracing.ledger_rows import SAME_TIME
from comity.tracing.net_worth import Kind, read_net_worth
from comity.tracing.ownership.write_table import KINDS
from comity.tracing.question import Question
from comity.tracing.results import FUND, summary
from comity.tracing.rules import EXPLANATIONS, Rule
from comity.tracing.sentences import sentences
from comity.tracing.sources_applications import Flow
from comity.tracing.trace import Trace, trace

ROOM = Path(comity.drafting.__file__).parent
TRACING = Path(comity.tracing.__file__).parent
SAYING = {"says", "heading", "paragraph", "table", "template", "word"}
TODAY = dt.date(2026, 11, 22)
OTHERS = {"ar", "es", "fr", "ru", "zh-hans"}
SCRIPT = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK"}
LEDGER = """time,sender,receiver,amount,currency,id,description,booking_seq
2024-01-01,,77-1,100.00,EUR,1,,
2024-01-02,77-2,77-1,50.00,EUR,2,,
2024-01-02,77-1,77-3,90.00,EUR,3,,
2024-01-04,77-3,,10.00,EUR,4,,
"""
WORTH = "year,kind,item,amount,currency,document\n2023,asset,1,5,EUR,\n2024,asset,1,9,EUR,\n2024,income,2,1,EUR,\n"


def said(path: Path) -> Iterator[str]:
    """The English of all that a module of the exhibit says by itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SAYING:
            given = node.args[1:2] if node.func.attr == "heading" else node.args[:1]
            for text in given:
                members = text.elts if isinstance(text, ast.Tuple) else [text]
                yield from (one.value for one in members if isinstance(one, ast.Constant))


def vocabulary() -> set[str]:
    """The codes and set words that come out of other rooms."""
    codes: set[str] = {*Kind, *Flow, *KINDS, *LinkKind, *Taking, *PURPOSES, FUND, CLOSING, *PLACES, "right not named"}
    codes |= {*trace_exhibit_funds._FAITH.values(), "third_party", "victim", "not evidenced"}  # noqa: SLF001
    codes |= {rule["rule"] for rule in rules_of(None, None, TODAY)} - set(Rule)
    return {code.replace("_", " ") for code in codes}


def test_every_word_of_the_exhibit_has_all_languages_and_nothing_stands_there_that_is_not_said() -> None:
    used = {text for path in ROOM.glob("trace_exhibit*.py") for text in said(path)} | vocabulary()
    assert len(used) > 150
    assert used - exhibit_sentences().keys() == set()
    assert exhibit_sentences().keys() - used == set()
    assert {key: row.keys() for key, row in exhibit_sentences().items() if row.keys() != OTHERS} == {}


@pytest.mark.parametrize("language", sorted(OTHERS))
def test_a_translation_puts_each_value_in_its_place_once(language: str) -> None:
    for key, row in (exhibit_sentences() | sentences()).items():
        places = sorted(number for number, _ in PLACED.findall(row[language]))
        assert places == [str(number) for number in range(key.count(HOLE))], key
        assert row[language].strip(), key


def reservations() -> Iterator[str]:
    """What reading a ledger and tracing through it may have to say with the figures."""
    for name in ("trace.py", "ledger_rows.py", "ledger_bulk.py"):
        for node in ast.walk(ast.parse((TRACING / name).read_text(encoding="utf-8"))):
            told: list[ast.expr] = []
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Caveat":
                told = node.args[1:2]
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "text":
                told = [node.value]
            for text in told:
                parts = text.values if isinstance(text, ast.JoinedStr) else [text]
                if isinstance(text, (ast.JoinedStr, ast.Constant)):
                    yield "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in parts)


def test_every_rule_and_every_reservation_has_all_languages() -> None:
    texts = [*reservations(), *EXPLANATIONS.values(), SAME_TIME.format(HOLE)]
    assert len(texts) > 20
    known = [text for text in texts if re.search("[a-z]{3}", text)]
    assert [text for text in known if sentences().get(text, {}).keys() != OTHERS] == []


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> tuple[Trace, dict[str, Any], Beside]:
    folder = tmp_path_factory.mktemp("exhibit")
    (folder / "1.csv").write_text(LEDGER, encoding="utf-8")
    (folder / "2.csv").write_text(WORTH, encoding="utf-8")
    found = trace(read_ledger(folder / "1.csv", rates={}, openings=None), Question("77-2"), list(Rule))
    law = rules_of("CHE", "confiscation", TODAY)
    told = summary(found) | {"findings": [], "law": law, "version": "1", "paths": {}, "files": []}
    held = (HeldThing("77-3", "", "", "", "", "1.00", "0.5", (("77", "victim", None),)),)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>'
    shown = (OwnershipShown("77", svg, (("1", "2", "40%"),), "3.csv"),)
    return found, told, Beside(held, "fifo", shown, read_net_worth(folder / "2.csv"))


@pytest.mark.parametrize("language", sorted(SCRIPT))
def test_all_sentences_and_headings_are_in_the_script_of_the_language(traced: Any, language: str) -> None:
    word = docx.Document(io.BytesIO(exhibit_word(*traced, language)))
    texts = [paragraph.text for paragraph in word.paragraphs if paragraph.text.strip()]
    texts += [cell.text for table in word.tables for cell in table.rows[0].cells if cell.text != "SHA-256"]
    assert len(texts) > 100
    for text in texts:
        assert any(unicodedata.name(letter, "").startswith(SCRIPT[language]) for letter in text), text


@pytest.mark.parametrize("language", EXHIBIT_LANGUAGES)
def test_the_file_names_its_language_and_is_the_same_bytes_again(traced: Any, language: str) -> None:
    made = exhibit(*traced, language)
    assert made == exhibit(*traced, language)
    assert exhibit_word(*traced, language) == exhibit_word(*traced, language)
    assert str(PdfReader(io.BytesIO(made)).trailer["/Root"]["/Lang"]).startswith(language)


def test_an_arabic_exhibit_runs_from_the_right_and_keeps_days_and_names_in_their_order(traced: Any) -> None:
    word = docx.Document(io.BytesIO(exhibit_word(*traced, "ar")))
    assert all(table._tbl.tblPr.find(docx.oxml.ns.qn("w:bidiVisual")) is not None for table in word.tables)  # noqa: SLF001
    assert Words("ar").says("{} to {}", "2024-01-02", "77-1") == "\u20682024-01-02\u2069 إلى \u206877-1\u2069"


def test_a_reservation_says_where_it_applies_in_the_language() -> None:
    assert Words("fr").place("line 3: 5.00, computed 6.00") == "ligne 3 : 5.00, calculé 6.00"
    assert Words("es").place("and 4 more") == "y 4 más"
    assert Words("ru").place("ACC-1") == "ACC-1"
    assert Words("zh").told("both speak of villa") == "两者均提及villa"
    assert Words("en").place("line 3") == "line 3"


def test_a_language_is_taken_by_the_code_of_letters_or_of_pages_and_no_other_one() -> None:
    assert exhibit_language("zh-hans", "language") == exhibit_language("zh", "language") == "zh"
    with pytest.raises(BadInputError, match="not at hand in 'de'"):
        exhibit_language("de", "language")
