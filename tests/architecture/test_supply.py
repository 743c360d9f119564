"""What Comity is made of is written down, and every licence fits its own."""

import json

import pytest

from proof import supply


def test_every_locked_package_has_a_licence_that_fits() -> None:
    told = {package.name: supply.licence_of(package.name) for lock in ("run", "dev") for package in supply.locked(lock)}
    assert {name: licence for name, licence in told.items() if not supply.fits(licence)} == {}


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-or-later", False),
        ("", False),
    ],
)
def test_of_alternatives_one_is_enough_and_of_what_holds_together_none_may_be_missing(
    expression: str, fits: bool
) -> None:
    assert supply.fits(expression) is fits


def test_what_is_told_by_hand_is_locked_and_says_where_it_was_read() -> None:
    locked = {package.name for package in supply.locked("dev")}
    assert set(supply.TABLE["told"]) <= locked
    assert all(told["from"] for told in supply.TABLE["told"].values())


def test_the_bill_of_materials_names_every_package_with_version_digests_and_licence() -> None:
    told = supply.bill_of_materials()
    names = {part["name"] for part in told["components"]}
    assert names == {package.name for package in supply.locked("run")}
    assert all(part["hashes"] and part["licenses"] and part["version"] in part["purl"] for part in told["components"])
    assert {"django", "cryptography", "duckdb"} <= names
    assert json.dumps(told) == json.dumps(supply.bill_of_materials())


def test_there_are_no_more_packages_than_were_agreed() -> None:
    assert len(list(supply.locked("run"))) <= 45, "each one is a person who must be trusted; docs/decisions says why"
