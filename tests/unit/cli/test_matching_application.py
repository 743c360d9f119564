import io
import json
from typing import Any

import pytest

from comity.cli.matching_application import MOST_BYTES, Application
from comity.screening.entity import Entity
from comity.screening.index.build import ListOrigin, build
from comity.screening.index.reader import Index

SOUGHT = [
    Entity("p1", "Person", ("Vladimir Proverkin",), dates=("1961-05-04",), countries=("Russia",), topics=("sanction",)),
    Entity("c1", "Company", ("Provtest Trading LLC",), identifiers=(("leiCode", "529900T8BM49AURSDO55"),)),
]


def service() -> Application:
    origin = ListOrigin("sought.csv", "2026-11-01", "ab" * 32, "2026-11-02T08:00:00+00:00")
    return Application((Index(b"".join(build([(origin, SOUGHT)])), "made"),))


def sent(path: str, body: Any = None, *, method: str = "POST", query: str = "", **more: str) -> tuple[int, Any]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    environ = {
        "PATH_INFO": path,
        "REQUEST_METHOD": method,
        "QUERY_STRING": query,
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.input": io.BytesIO(raw),
        **more,
    }
    told: list[str] = []
    text = b"".join(service()(environ, lambda status, head: told.append(status)))
    return int(told[0].split()[0]), json.loads(text)


def test_asking_once_before_anybody_does_changes_no_answer_and_stumbles_over_no_short_name() -> None:
    asked = ("/match/default", person("Владимир Проверкин"))
    before = sent(*asked)
    origin = ListOrigin("short.csv", "1", "", "")
    short = Application((Index(b"".join(build([(origin, [Entity("s", "Person", ("Xi",)), *SOUGHT])])), "made"),))
    short.warm()
    service().warm()
    assert sent(*asked) == before


def person(name: str, **properties: list[str]) -> dict[str, Any]:
    return {"queries": {"q": {"schema": "Person", "properties": {"name": [name], **properties}}}}


def test_a_question_finds_the_listed_person_under_another_script_and_says_why() -> None:
    status, answer = sent("/match/default", person("Владимир Проверкин", birthDate=["1961-05-04"]))
    (found,) = answer["responses"]["q"]["results"]
    assert (status, found["id"], found["match"]) == (200, "p1", True)
    assert "read from Cyrillic" in found["explanations"]["names"]["detail"]
    assert found["list"]["version"] == "2026-11-01"
    assert found["properties"]["birthDate"] == ["1961-05-04"]


def test_who_is_somebody_else_is_not_found() -> None:
    _, answer = sent("/match/default", person("Maria Nowhere"))
    assert answer["responses"]["q"]["results"] == []
    assert answer["responses"]["q"]["total"] == {"value": 0, "relation": "eq"}


def test_an_identifier_is_a_question_without_a_name() -> None:
    asked = {"queries": {"q": {"schema": "Company", "properties": {"leiCode": ["529900T8BM49AURSDO55"]}}}}
    _, answer = sent("/match/default", asked)
    assert [found["id"] for found in answer["responses"]["q"]["results"]] == ["c1"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["p1"]),
        ("exclude_entity_ids=p1", []),
        ("topics=role.pep", []),
        ("topics=sanction", ["p1"]),
        ("exclude_dataset=sought.csv", []),
        ("threshold=0.99999&cutoff=0.99999", []),
    ],
)
def test_the_terms_of_a_question_are_held(query: str, ids: list[str]) -> None:
    _, answer = sent("/match/default", person("Vladimir Proverkins"), query=query)
    assert [found["id"] for found in answer["responses"]["q"]["results"]] == ids


def test_one_bad_question_does_not_spoil_the_others() -> None:
    asked = person("Vladimir Proverkin")
    asked["queries"]["bad"] = {"schema": "Person", "properties": {"name": ["!!!"]}}
    status, answer = sent("/match/default", asked)
    assert status == 200
    assert answer["responses"]["bad"]["status"] == 400
    assert "neither a name nor an identifier" in answer["responses"]["bad"]["detail"]
    assert len(answer["responses"]["q"]["results"]) == 1


@pytest.mark.parametrize(
    ("path", "body", "more", "status", "sentence"),
    [
        ("/match/default", b"{", {}, 400, "is not JSON"),
        ("/match/default", b"\xff\xfe", {}, 400, "is not JSON"),
        ("/match/default", {}, {}, 400, "must be an object"),
        ("/match/default", b"", {"CONTENT_LENGTH": ""}, 411, "length"),
        ("/match/default", b"", {"CONTENT_LENGTH": str(MOST_BYTES + 1)}, 413, "longer than"),
        ("/match/nowhere", {}, {}, 404, "no list"),
        ("/elsewhere", {}, {}, 404, "/match/default"),
        ("/match/default", {}, {"REQUEST_METHOD": "GET"}, 405, "POST"),
        ("/match/default", {}, {"QUERY_STRING": "limit=many"}, 400, "not a number"),
        ("/match/default", {}, {"QUERY_STRING": "algorithm=other"}, 400, "not an algorithm"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    path: str, body: Any, more: dict[str, str], status: int, sentence: str
) -> None:
    found, answer = sent(path, body, **more)
    assert found == status
    assert list(answer) == ["detail"]
    assert sentence in answer["detail"]


def test_the_catalogue_names_each_list_with_its_digest() -> None:
    _, answer = sent("/catalog", method="GET")
    assert [(d["name"], d["entity_count"], d["digest"]) for d in answer["datasets"]] == [("sought.csv", 2, "ab" * 32)]
