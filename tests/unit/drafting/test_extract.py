from pathlib import Path
from typing import Any

import pytest

from comity.casefile.loader import CaseFile, case_from_data, read_case
from comity.drafting.extract import case_extract

CASES = [read_case(path) for path in sorted((Path(__file__).parents[3] / "lawdata" / "cases").glob("*.yaml"))]
REQUESTS = [(file, request.id) for file in CASES for request in file.case.requests]


def extract(file: CaseFile, request: str) -> dict[str, Any]:
    return case_extract(file.file.data, file.case, file.case.request(request))


@pytest.mark.parametrize(("file", "request_id"), REQUESTS, ids=[f"{f.case.state}-{name}" for f, name in REQUESTS])
def test_what_travels_with_a_request_can_be_read_as_a_case_of_its_own(file: CaseFile, request_id: str) -> None:
    read = case_from_data(extract(file, request_id))
    assert [request.id for request in read.requests] == [request_id]
    assert read.annexes_of(read.requests[0]) == file.case.annexes_of(file.case.request(request_id))


def test_a_reference_to_what_stays_at_home_is_left_out() -> None:
    dutch = next(file for file in CASES if file.case.state == "NLD")
    travelling = extract(dutch, "freezing-che")
    assert "identity-jan" not in {document["id"] for document in travelling["documents"]}
    assert "document" not in travelling["people"][0]["provenance"]
    assert dutch.file.data["people"][0]["provenance"]["document"] == "identity-jan"
