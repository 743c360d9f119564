"""The header of a package says everything about it; what is not understood, or over its limit, is refused."""

import datetime as dt
from typing import Any

import pytest

from comity.exchange.documents.conditions import Condition, Limit, Use
from comity.exchange.documents.package import LARGEST_PART, Package, PackageType, Part, PartRole, Party, package_from
from comity.exchange.formats import canonical
from comity.exchange.refusal import Refusal, RefusedError

SENDER, ADDRESSEE = "a" * 32, "b" * 32
PART = Part("files/001-a.pdf", "a.pdf", PartRole.REQUEST, "application/pdf", 12, "0f" * 32)
PACKAGE = Package(
    id="01",
    type=PackageType.REQUEST,
    sender=Party("FRA", SENDER, "desk 1"),
    addressee=Party("CHE", ADDRESSEE),
    conversation="02",
    sequence=1,
    counter=1,
    previous=None,
    in_reply_to="1e" * 32,
    reference="R-1",
    your_reference=None,
    subject="Bank records",
    created=dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC),
    basis="UNCAC 46",
    details={"measure": "assistance", "deep": [{"a": ["b"]}]},
    conditions=(Condition("*", (Use.COURT,), Limit.CONSENT, "Only here.", dt.date(2027, 1, 1)),),
    retain_until=dt.date(2030, 1, 1),
    requires=("use_conditions",),
    parts=(PART,),
)


def read(**changes: Any) -> Package:
    return package_from(canonical.encode(PACKAGE.as_data() | changes))


def refusal_of(**changes: Any) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        read(**changes)
    return refused.value.code


def test_a_header_is_read_as_it_was_written() -> None:
    assert read() == PACKAGE
    assert read().as_data() == PACKAGE.as_data()


def test_what_is_unknown_is_passed_over_unless_it_must_be_understood() -> None:
    assert read(later="something new") == PACKAGE
    assert refusal_of(requires=["use_conditions", "later"]) is Refusal.UNKNOWN_REQUIREMENT
    assert refusal_of(type="surrender") is Refusal.UNKNOWN_REQUIREMENT
    assert refusal_of(format="comity-package/2") is Refusal.UNKNOWN_FORMAT


def test_numbers_of_packages_begin_at_one() -> None:
    assert refusal_of(sequence=0) is Refusal.DAMAGED
    assert refusal_of(counter=0) is Refusal.DAMAGED


@pytest.mark.parametrize("details", [{"a": "b\0"}, {"a\0": 1}, {"a": [{"b": ["c", "\0"]}]}, {"a": {"b": {"c\0": 1}}}])
def test_no_text_in_the_details_holds_a_character_that_no_database_keeps(details: dict[str, Any]) -> None:
    assert refusal_of(details=details) is Refusal.DAMAGED


@pytest.mark.parametrize(
    ("name", "limit"),
    [("id", 64), ("conversation", 64), ("reference", 200), ("your_reference", 200), ("subject", 300), ("basis", 300)],
)
def test_every_text_has_its_limit(name: str, limit: int) -> None:
    assert read(**{name: "a" * limit})
    assert refusal_of(**{name: "a" * (limit + 1)}) is Refusal.DAMAGED


@pytest.mark.parametrize(("name", "limit"), [("node", 64), ("desk", 100)])
def test_every_text_of_a_party_has_its_limit(name: str, limit: int) -> None:
    party = PACKAGE.as_data()["from"]
    assert read(**{"from": party | {name: "a" * limit}})
    assert refusal_of(**{"from": party | {name: "a" * (limit + 1)}}) is Refusal.DAMAGED


@pytest.mark.parametrize(
    "changes",
    [
        {"path": "files/002-a.pdf"},
        {"path": "../a.pdf"},
        {"role": "letter"},
        {"media_type": "application/pdf; x"},
        {"size": LARGEST_PART + 1},
        {"size": -1},
        {"sha256": "0f" * 31},
        {"name": ""},
        {"name": "a" * 301},
    ],
)
def test_a_file_is_described_in_full_or_refused(changes: dict[str, Any]) -> None:
    data = PACKAGE.as_data()["parts"][0]
    assert read(parts=[data | {"size": LARGEST_PART, "name": "a" * 300}]).parts[0].size == 1 << 40
    assert refusal_of(parts=[data | changes]) is Refusal.DAMAGED


def test_a_package_lists_no_more_files_than_its_limit() -> None:
    data = PACKAGE.as_data()["parts"][0]
    many = [data | {"path": f"files/{number:03d}-a.pdf"} for number in range(1, 1001)]
    assert len(read(parts=many[:999]).parts) == 999
    assert refusal_of(parts=many) is Refusal.DAMAGED


def test_a_condition_that_is_not_understood_is_refused_because_it_would_be_broken_unseen() -> None:
    condition = PACKAGE.conditions[0].as_data()
    assert refusal_of(conditions=[condition | {"uses": ["art"]}]) is Refusal.UNKNOWN_REQUIREMENT
    assert refusal_of(conditions=[condition | {"limit": "perhaps"}]) is Refusal.UNKNOWN_REQUIREMENT
    assert refusal_of(conditions=[condition] * 201) is Refusal.DAMAGED
    assert len(read(conditions=[condition] * 200).conditions) == 200
