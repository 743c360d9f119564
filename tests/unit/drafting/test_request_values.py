"""Every request of the shipped cases is written out in every language of its case."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from comity.casefile.loader import CaseFile, case_from_data, read_case
from comity.cli.shipped_cases import case_files, shipped_cases
from comity.drafting.blocks import FieldKind, ListBlock, Run, all_runs, plain_text
from comity.drafting.chosen_route import chosen_route, inquiry_of, routes_of
from comity.drafting.cited_basis import cited_basis
from comity.drafting.draft import write_letter
from comity.drafting.letter_render import Rendered
from comity.drafting.locked import locked_differences
from comity.drafting.request_values import request_values, wanted_parts
from comity.law.states import all_codes

ON = dt.date(2026, 11, 21)
CASES = case_files(shipped_cases())
REQUESTS = [(path, request.id) for path in CASES for request in read_case(path).case.requests]
AS_WRITTEN = {FieldKind.CODE, FieldKind.NAME, FieldKind.MONEY}


@cache
def file_of(path: Path) -> CaseFile:
    return read_case(path)


@cache
def letters_of(path: Path, request: str) -> dict[str, Rendered]:
    case = file_of(path).case
    asked = case.request(request)
    route = chosen_route(asked, routes_of(case, asked, ON))
    return {language: write_letter(case, asked, route, ON, language) for language in case.languages}


def every_request() -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("path", "request_id"), REQUESTS, ids=[f"{p.stem}-{r}" for p, r in REQUESTS])


def runs_of(letter: Rendered) -> Iterator[Run]:
    yield from all_runs(letter.blocks)
    signature = letter.document.signature
    assert signature is not None
    yield Run(f"{signature.place_and_date} {signature.capacity}", kind=FieldKind.TEXT)


def text_of(letter: Rendered) -> str:
    return "".join(run.text for run in runs_of(letter))


@every_request()
def test_no_code_of_the_case_file_stands_in_a_letter(path: Path, request_id: str) -> None:
    states = set(all_codes())
    for language, letter in letters_of(path, request_id).items():
        for run in runs_of(letter):
            if run.kind not in AS_WRITTEN:
                assert re.findall(r"\b[a-z]+_[a-z_]+\b", run.text) == [], language
                assert states.isdisjoint(re.findall(r"\b[A-Z]{3}\b", run.text)), (language, run.text)


@every_request()
def test_every_letter_is_whole_in_every_language(path: Path, request_id: str) -> None:
    for language, letter in letters_of(path, request_id).items():
        assert (letter.missing, letter.untranslated) == ((), ()), language


@every_request()
def test_every_language_says_the_same_numbers_names_and_dates(path: Path, request_id: str) -> None:
    first, *others = letters_of(path, request_id).values()
    assert [locked_differences(first.locked, other.locked) for other in others] == [[] for _ in others]


@every_request()
def test_no_item_of_a_list_is_empty_and_none_stands_twice(path: Path, request_id: str) -> None:
    for letter in letters_of(path, request_id).values():
        for block in letter.blocks:
            if isinstance(block, ListBlock):
                items = [plain_text(tuple(all_runs(item))).strip() for item in block.items]
                assert all(items)
                assert len(set(items)) == len(items)


@every_request()
def test_no_sentence_is_told_twice(path: Path, request_id: str) -> None:
    for letter in letters_of(path, request_id).values():
        sentences = [plain_text(b.runs) for b in letter.blocks if hasattr(b, "runs") and len(plain_text(b.runs)) > 60]
        assert len(set(sentences)) == len(sentences)


def netherlands() -> CaseFile:
    return file_of(shipped_cases() / "netherlands-united-states.yaml")


def test_a_treaty_between_two_states_is_named_in_the_language_of_the_letter() -> None:
    letters = letters_of(shipped_cases() / "china-canada-switzerland.yaml", "extradition-fra")
    title = "Traité d’extradition entre la République française et la République populaire de Chine"
    assert f"{title}, signé le 20 mars 2007." in text_of(letters["fr"])
    assert "the French Republic and the People's Republic of China, signed on 20 March 2007." in text_of(letters["en"])
    assert "《中华人民共和国和法兰西共和国引渡条约》（2007年3月20日签署）" in text_of(letters["zh"])


def test_a_treaty_without_a_title_in_the_language_is_described_and_its_own_title_quoted() -> None:
    case = file_of(shipped_cases() / "china-canada-switzerland.yaml").case
    request = case.request("extradition-fra")
    route = chosen_route(request, routes_of(case, request, ON))
    title = cited_basis(route, inquiry_of(case, request, ON)).title
    assert isinstance(title, Mapping)
    quoted = "«Traité d’extradition entre la République française et la République populaire de Chine» (en francés)"
    assert title["es"] == f"tratado de extradición (China – Francia), {quoted}, firmado el {{date 2007-03-20}}"


def test_a_convention_whose_titles_are_not_at_hand_is_quoted_in_english() -> None:
    case = file_of(shipped_cases() / "netherlands-united-states.yaml").case
    request = case.request("freezing-che")
    route = chosen_route(request, routes_of(case, request, ON))
    untitled = replace(route, basis=replace(route.basis, id="AUCPCC", title="A Convention", kind="multilateral"))
    title = cited_basis(untitled, inquiry_of(case, request, ON)).title
    assert isinstance(title, Mapping)
    assert (title["en"], title["fr"]) == ("A Convention", "« A Convention » (en anglais)")


def test_a_basis_without_an_article_is_cited_without_one() -> None:
    path = shipped_cases() / "china-canada-switzerland.yaml"
    case = file_of(path).case
    request = case.request("extradition-fra")
    route = chosen_route(request, routes_of(case, request, ON))
    assert cited_basis(route, inquiry_of(case, request, ON)).article == route.basis.article == ""
    assert "signé le 20 mars 2007." in text_of(letters_of(path, "extradition-fra")["fr"])


def test_the_reason_of_urgency_is_given_once() -> None:
    letter = letters_of(shipped_cases() / "netherlands-united-states.yaml", "freezing-che")["en"]
    assert text_of(letter).count("can move the balance at any time") == 1


def test_what_has_a_section_of_its_own_is_not_repeated_among_the_further_steps() -> None:
    case = netherlands().case
    request = case.request("bank-records-che")
    route = chosen_route(request, routes_of(case, request, ON))
    basis = cited_basis(route, inquiry_of(case, request, ON))
    within = request_values(case, request, basis, ON, {"bank_records", "testimony"})
    without = request_values(case, request, basis, ON, set())
    assert (len(within["requested_steps"]), len(without["requested_steps"])) == (0, 2)
    assert within["bank_material"] == without["requested_steps"][:1]


def test_the_order_that_a_measure_rests_on_is_the_one_cited() -> None:
    letter = letters_of(shipped_cases() / "netherlands-united-states.yaml", "return-che")["en"]
    assert "Confiscation order, District Court of Voorbeeldstad, 14 March 2025" in text_of(letter)


def test_specialty_means_use_where_nobody_is_surrendered() -> None:
    letters = letters_of(shipped_cases() / "netherlands-united-states.yaml", "freezing-che")
    assert "before the surrender" not in text_of(letters["en"])
    assert "The rule of specialty will be respected." in text_of(letters["en"])


def test_embezzled_public_funds_are_claimed_as_such_and_other_property_with_priority() -> None:
    case = netherlands().case
    assert "embezzled_public_funds" in wanted_parts(case, case.request("return-che"), ON)
    data = dict(netherlands().file.data)
    data["requests"] = [
        {**row, "conduct": ["bribery"], "ownership": "unknown"} | ({"facts": {}} if row.get("facts") else {})
        for row in data["requests"]
        if row["id"] == "return-che"
    ]
    del data["requests"][0]["ownership"]
    other = case_from_data(data)
    assert "priority_consideration" in wanted_parts(other, other.request("return-che"), ON)


@pytest.mark.parametrize("measure", ["confiscation", "joint_investigation", "spontaneous_information"])
def test_what_the_case_does_not_say_is_left_out_and_reported(measure: str) -> None:
    data = dict(netherlands().file.data)
    row = next(row for row in data["requests"] if row["id"] == "return-che")
    bare = {key: row[key] for key in ("id", "to", "conduct", "people", "assets", "proceedings", "orders", "signatory")}
    data["requests"] = [{**bare, "measure": measure, "language": "en", "to_authority": "foj"}]
    case = case_from_data(data)
    request = case.request("return-che")
    letter = write_letter(case, request, routes_of(case, request, ON)[0], ON, "en")
    expected = {
        "confiscation": {"order.extent"},
        "joint_investigation": {"team.purpose", "team.from", "team.to", "team.place"},
        "spontaneous_information": set(),
    }
    assert expected[measure] <= {item.field for item in letter.missing}
    assert "_" not in re.sub(r"\[to be completed: [^\]]+\]", "", text_of(letter))
