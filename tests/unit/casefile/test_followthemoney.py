"""FollowTheMoney: what the model can hold goes out and comes back unchanged."""

import json
from pathlib import Path
from typing import Any

import pytest

from comity.casefile.case import Case
from comity.casefile.followthemoney import to_followthemoney
from comity.casefile.ftm_reading import from_followthemoney
from comity.casefile.loader import case_from_data, load_case
from comity.common.errors import BadInputError

CASES = sorted((Path(__file__).parents[3] / "lawdata" / "cases").glob("*.yaml"))
EVERY_KIND = Path(__file__).parent / "every_kind_of_asset.yaml"


def _back(case: Case) -> Case:
    fragments = from_followthemoney(to_followthemoney(case), case.languages[0])
    head = {"reference": "EX", "title": "x", "state": case.state, "languages": list(case.languages)}
    conduct = [{"id": "conduct-of-the-fragment", "offence": "uncac:17", "statement": "x"}]
    return case_from_data({**head, "conduct": conduct, **fragments})


def _held(case: Case) -> dict[str, Any]:
    """What FollowTheMoney can hold of a case."""
    language = case.languages[0]
    return {
        "people": [
            (
                p.id,
                sorted((n.full, n.kind) for n in p.names),
                (p.status, p.sex, p.birth_date, p.birth_place.best(language), p.nationality_codes),
                [(i.kind, i.number, i.issuer, i.valid_to) for i in p.identifiers],
                (p.location.state, p.location.address) if p.location else None,
                p.note.best(language),
                (p.provenance.source, p.provenance.date) if p.provenance else None,
            )
            for p in case.people
        ],
        "companies": [
            (
                c.id,
                sorted((n.full, n.kind) for n in c.names),
                (c.jurisdiction, c.registration, c.address),
                [(i.kind, i.number, i.issuer) for i in c.identifiers],
                (c.role.best(language), c.note.best(language)),
            )
            for c in case.companies
        ],
        "assets": {
            a.id: (
                (a.kind, a.description.best(language), a.state, a.holder, a.company),
                (a.identifier, a.bank, a.address, a.share, a.value.money if a.value else None),
                [(t.date, t.sender, t.receiver, t.money, t.document, t.reference) for t in a.transactions],
            )
            for a in case.assets
        },
        "documents": [(d.id, d.title.best(language), d.date) for d in case.documents],
    }


@pytest.mark.parametrize("file", CASES, ids=lambda f: f.stem)
def test_a_shipped_case_comes_back_with_everything_the_model_can_hold(file: Path) -> None:
    case = load_case(file)
    assert _held(_back(case)) == _held(case)


def test_every_kind_of_asset_comes_back() -> None:
    case = load_case(EVERY_KIND)
    assert _held(_back(case)) == _held(case)


def test_the_day_of_a_value_comes_back_where_the_model_has_a_place_for_it() -> None:
    case = load_case(EVERY_KIND)
    days = {a.id: str(a.value.on) for a in _back(case).assets if a.value and a.value.on}
    assert days == {"share": "2024-01", "wallet": "2026-09-30", "account": "2026-09-30"}


@pytest.mark.parametrize("file", CASES, ids=lambda f: f.stem)
def test_entities_refer_only_to_entities_that_are_there(file: Path) -> None:
    entities = to_followthemoney(load_case(file))
    ids = [entity["id"] for entity in entities]
    assert len(ids) == len(set(ids))
    links = {"holder", "owner", "asset", "payer", "payerAccount", "beneficiary", "beneficiaryAccount", "proof"}
    links |= {"party", "case", "issuer"}
    used = {v for e in entities for name, values in e["properties"].items() if name in links for v in values}
    assert used <= set(ids)


@pytest.mark.parametrize("file", CASES, ids=lambda f: f.stem)
def test_values_are_lists_of_text_and_states_two_small_letters(file: Path) -> None:
    for entity in to_followthemoney(load_case(file)):
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(v, str) for v in values)
            if name in {"country", "nationality", "jurisdiction", "flag"}:
                assert all(len(v) == 2 and v.islower() for v in values)
        json.dumps(entity)


def test_a_payment_names_the_holders_of_both_accounts() -> None:
    entities = to_followthemoney(load_case(CASES[1]))
    payment = next(e for e in entities if e["id"] == "account-b-payment-1")
    assert payment["properties"]["payer"] == ["consult"]
    assert payment["properties"]["payerAccount"] == ["account-consult"]
    assert payment["properties"]["beneficiary"] == ["trading"]


def _entity(schema: str, key: str = "e1", **properties: Any) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": properties}


def test_a_list_entry_of_another_program_becomes_a_person() -> None:
    entities = [
        _entity(
            "Person",
            "NK-abc/1",
            name=["Иван Примеров", "Ivan Primerov"],
            weakAlias=["Vanya"],
            nationality=["ru", "suhh"],
            birthDate=["1970-05-01T00:00:00"],
            gender=["male"],
            passportNumber=["EX1"],
            topics=["crime"],
        )
    ]
    person = from_followthemoney(entities)["people"][0]
    assert person["id"] == "NK-abc-1"
    assert person["names"][0] == {"full": "Иван Примеров", "kind": "main", "script": "Cyrl"}
    assert person["names"][1]["kind"] == "transliteration"
    assert person["names"][2]["kind"] == "alias"
    assert person["nationalities"] == ["RUS"]
    assert person["birth_date"] == "1970-05-01"
    assert person["identifiers"] == [{"kind": "passport", "number": "EX1"}]


def test_an_ownership_of_a_company_is_a_share_that_lies_where_the_company_is_registered() -> None:
    entities = [
        _entity("Company", "c", name=["Example Ltd"], jurisdiction=["ky"]),
        _entity("Person", "p", name=["Jan Voorbeeld"]),
        _entity("Ownership", "o", owner=["p"], asset=["c"], percentage=["25"]),
    ]
    (share,) = from_followthemoney(entities)["assets"]
    assert (share["kind"], share["holder"], share["company"], share["share"], share["state"]) == (
        "company_share",
        "p",
        "c",
        "25",
        "CYM",
    )


def test_an_owner_who_is_not_among_the_entities_is_left_out() -> None:
    entities = [_entity("BankAccount", "a", name=["An account"]), _entity("Ownership", "o", owner=["x"], asset=["a"])]
    assert "holder" not in from_followthemoney(entities)["assets"][0]


def test_a_payment_without_an_amount_cannot_stand_in_a_case() -> None:
    entities = [_entity("BankAccount", "a"), _entity("Payment", "p", beneficiaryAccount=["a"], date=["2020-01-01"])]
    assert "transactions" not in from_followthemoney(entities)["assets"][0]


def test_something_that_is_no_entity_is_one_sentence() -> None:
    with pytest.raises(BadInputError, match=r"^entity 1 is not of FollowTheMoney: it needs id, schema and properties$"):
        from_followthemoney([{"id": "x", "schema": "Person"}])
