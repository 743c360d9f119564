"""``comity letter`` writes the answer to a request, or says in one sentence what it still needs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from comity.cli.shipped_cases import shipped_cases

CASE = shipped_cases() / "china-canada-switzerland.yaml"
ON = ("--on", "2026-12-10")
SIGNED = (
    *("--set", "reference=CH-7", "--set", "signatory.name=Lea Muster", "--set", "signatory.title=Head of Unit"),
    *("--set", "place=Berne"),
)
GROUND = (
    *("--set", "reasons[0].instrument=UNCAC", "--set", "reasons[0].article=46(21)(b)"),
    *("--set", "reasons[0].text=Essential interests would be harmed."),
)


@pytest.fixture
def received(comity: Callable[..., Any], tmp_path: Path) -> Path:
    comity("draft", str(CASE), "--request", "freezing-che", "--on", "2026-11-21", "--out", str(tmp_path / "request"))
    return tmp_path / "request" / "REQUEST.json"


@pytest.fixture
def answer(comity: Callable[..., Any], received: Path, tmp_path: Path) -> Callable[..., Any]:
    def write(kind: str, *options: str) -> Any:
        return comity("letter", kind, "--answer", str(received), "--out", str(tmp_path / "out"), *ON, *options)

    return write


def data_of(tmp_path: Path) -> Any:
    return json.loads((tmp_path / "out" / "LETTER.json").read_text(encoding="utf-8"))


def test_an_answer_takes_what_it_can_from_the_request_and_goes_the_other_way(
    answer: Callable[..., Any], tmp_path: Path
) -> None:
    done = answer(
        "acknowledgement", *SIGNED, "--lang", "en", "--set", "registered_as=B-1", "--set", "received.on=2026-11-25"
    )
    assert (done.code, done.err) == (0, "")
    data = data_of(tmp_path)
    assert (data["from"], data["to"], data["kind"]) == ("CHE", "CHN", "acknowledgement")
    text = " ".join(PdfReader(tmp_path / "out" / "LETTER.pdf").pages[0].extract_text().split())
    assert "received on 25 November 2026 and registered as B-1" in text
    assert "示例-2019-0088/freezing-che" in [value["value"] for value in data["locked"]]
    words = "\n".join(p.text for p in Document(str(tmp_path / "out" / "LETTER.docx")).paragraphs)
    assert "Federal Office of Justice" in words


def test_an_answer_is_written_in_the_language_of_the_request(answer: Callable[..., Any], tmp_path: Path) -> None:
    answer("acknowledgement", *SIGNED, "--set", "registered_as=B-1", "--set", "received.on=2026-11-25")
    assert data_of(tmp_path)["language"] == "fr"


def test_what_is_needed_and_not_given_is_one_sentence_and_nothing_is_written(
    answer: Callable[..., Any], tmp_path: Path
) -> None:
    refused = answer("acknowledgement")
    assert refused.code == 3
    for field in ("reference", "registered_as", "received.on", "signatory.name"):
        assert field in refused.err
    assert refused.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_draft_with_gaps_is_marked_on_every_page(answer: Callable[..., Any], tmp_path: Path) -> None:
    assert answer("acknowledgement", "--as-draft", "--lang", "en").code == 0
    assert all("DRAFT" in page.extract_text() for page in PdfReader(tmp_path / "out" / "LETTER.pdf").pages)
    assert "registered_as" in data_of(tmp_path)["wanting"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "a refusal states its grounds"),
        (("--set", "reasons[0].text=Not today."), "reasons[0] has no article"),
        (("--set", "reasons[0].article=46(21)(b)"), "reasons[0] has no text"),
    ],
)
def test_a_refusal_without_ground_or_article_is_not_written_even_as_a_draft(
    answer: Callable[..., Any], tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    refused = answer("refusal", *SIGNED, *options, "--as-draft")
    assert refused.code == 3
    assert sentence in refused.err
    assert not (tmp_path / "out").exists()


def test_a_refusal_under_the_convention_names_the_consultation_that_went_before(
    answer: Callable[..., Any], tmp_path: Path
) -> None:
    unconsulted = answer("refusal", *SIGNED, *GROUND)
    late = answer("refusal", *SIGNED, *GROUND, "--set", "consultation.date=2026-12-11")
    assert [(one.code, "UNCAC 46(26)" in one.err) for one in (unconsulted, late)] == [(3, True), (3, True)]
    done = answer("refusal", *SIGNED, *GROUND, "--lang", "en", "--set", "consultation.date=2026-12-01")
    assert done.code == 0
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "out" / "LETTER.pdf").pages)
    assert "1 December 2026" in text


def test_a_consultation_says_what_is_being_considered(answer: Callable[..., Any]) -> None:
    unsaid = answer("consultation", *SIGNED, *GROUND)
    assert (unsaid.code, "refusal_considered" in unsaid.err) == (3, True)
    assert answer("consultation", *SIGNED, *GROUND, "--with", "refusal_considered").code == 0


def test_a_letter_may_be_written_from_values_alone(comity: Callable[..., Any], tmp_path: Path) -> None:
    values = tmp_path / "values.yaml"
    values.write_text(
        "reference: R-1\nmeasure: extradition\nbasis: {title: UNCAC, article: 44(7)}\n"
        "requesting: {state: NLD, authority: {name: Example Ministry}}\n"
        "requested: {state: USA, authority: {name: Example Department}}\n"
        "signatory: {name: Bram Verzonnen, title: Head of Department}\n",
        encoding="utf-8",
    )
    ask = ("letter", "reciprocity_undertaking", "--values", str(values), "--out", str(tmp_path / "out"))
    assert comity(*ask, "--json").json["ready"] is True
    assert (data_of(tmp_path)["from"], data_of(tmp_path)["to"]) == ("NLD", "USA")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("freezing", "--set", "reference=1"), "requests are written by 'comity draft'"),
        (("refusal",), "'refusal' needs values"),
        (("refusal", "--set", "reasons[0].txt=x"), "did you mean reasons.text"),
        (("refusal", "--set", "reasons[1].text=x"), "0 are given so far"),
        (("refusal", "--set", "reference"), "is not field=value"),
        (("acknowledgement", "--set", "received.on=soon"), "received.on: 'soon' is not a date"),
        (("acknowledgement", "--set", "reference=1", "--with", "mercy"), "has no optional part 'mercy'"),
        (("acknowledgement", "--answer", "nowhere.json"), "nowhere.json: no such file"),
    ],
)
def test_a_slip_is_one_sentence_and_nothing_is_written(
    comity: Callable[..., Any], tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    answer = comity("letter", *arguments, "--out", str(tmp_path / "out"))
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err
    assert not (tmp_path / "out").exists()


def test_an_unknown_field_of_a_values_file_is_named_with_its_line(comity: Callable[..., Any], tmp_path: Path) -> None:
    values = tmp_path / "values.yaml"
    values.write_text("reference: R-1\nsignatory:\n  nane: x\n", encoding="utf-8")
    answer = comity("letter", "acknowledgement", "--values", str(values), "--out", str(tmp_path / "out"))
    assert answer.code == 2
    assert "line 3, signatory.nane: 'signatory.nane' is no field of a letter; did you mean signatory.name" in answer.err


def test_every_letter_is_listed_with_what_it_takes(comity: Callable[..., Any]) -> None:
    letters = {item["kind"]: item for item in comity("letter", "--list", "--json").json["letters"]}
    assert len(letters) == 17
    refusal = letters["refusal"]
    assert (refusal["written_by"], refusal["languages"]) == ("letter", ["ar", "en", "es", "fr", "ru", "zh"])
    assert {"reasons", "consultation.date"} <= {field["field"] for field in refusal["fields"]}
    assert {part["part"]: part["when"] for part in refusal["optional"]}["consulted_before"] == "consultation.date"
    assert "refused_in_part" in comity("letter", "--list").out
