"""What travels with a request is what it names, and it can be read as a case of its own."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from comity.casefile.loader import case_from_data, read_case
from comity.cli.shipped_cases import case_files, shipped_cases
from comity.drafting.chosen_route import chosen_route, routes_of
from comity.drafting.draft import write_letter
from comity.drafting.extract import case_extract

ON = dt.date(2026, 11, 21)
REQUESTS = [(path, r.id) for path in case_files(shipped_cases()) for r in read_case(path).case.requests]


def extract(path: Path, request_id: str) -> dict[str, Any]:
    file = read_case(path)
    return case_extract(file.file.data, file.case, file.case.request(request_id))


@pytest.mark.parametrize(("path", "request_id"), REQUESTS, ids=[f"{p.stem}-{r}" for p, r in REQUESTS])
def test_the_same_letter_can_be_written_from_an_extract(path: Path, request_id: str) -> None:
    whole, cut = read_case(path).case, case_from_data(extract(path, request_id))
    assert [request.id for request in cut.requests] == [request_id]
    request = cut.request(request_id)
    route = chosen_route(request, routes_of(whole, request, ON))
    language = request.language or cut.languages[0]
    again = write_letter(cut, request, route, ON, language)
    assert again == write_letter(whole, whole.request(request_id), route, ON, language)


def test_what_the_request_does_not_name_stays_at_home() -> None:
    cut = extract(shipped_cases() / "netherlands-united-states.yaml", "freezing-che")
    assert [order["id"] for row in cut["proceedings"] for order in row["orders"]] == ["o-freezing"]
    assert "oscar" not in {person["id"] for person in cut["people"]}
    assert "judgment" not in {document["id"] for document in cut["documents"]}
