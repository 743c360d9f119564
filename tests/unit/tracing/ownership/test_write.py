"""Holdings written as CSV, BODS 0.4 or FollowTheMoney are read again as they were: shares, dates, nominees, kinds."""

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.common.dates import PartialDate
from comity.tracing.ownership.holdings import Holding, OtherInterest, Register, graph_on
from comity.tracing.ownership.particulars import Address, Identifier, Name, Party, State
from comity.tracing.ownership.read import read_holdings
from comity.tracing.ownership.write import Form, written
from unit.tracing.ownership.bods_schema import faults

ON = dt.date(2026, 1, 15)
NAMES = [
    "Ana Example",
    "Beispiel AG",
    "例 有限公司",
    "Fictief > & BV",
    "Société «Exemple»",
    "Пример ООО",
    'Q "uoted", Ltd',
]
SHARES = st.none() | st.fractions(0, 1) | st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1), Fraction(5, 8)])
DATES = st.none() | st.sampled_from(["2019", "2020-02", "2020-02-29", "2024-12-31", "2025"]).map(PartialDate.parse)


@st.composite
def holdings(draw) -> Holding:
    names = draw(st.permutations([name for name in NAMES if " > " not in name]))
    nominees = draw(st.integers(0, 3))
    share = draw(SHARES)
    at_most = draw(st.none() | st.fractions(share, 1)) if share is not None else None
    return Holding(
        owner=names[0], owned=names[1], share=share, votes=draw(SHARES), since=draw(DATES), until=draw(DATES),
        nominee_for=names[2] if nominees else "", between=tuple(names[3 : 2 + nominees]) if nominees else (),
        at_most=at_most if at_most != share and share else None,
    )  # fmt: skip


OTHERS = st.builds(
    OtherInterest, owner=st.sampled_from(["", *NAMES]), owned=st.sampled_from(NAMES),
    kind=st.sampled_from(["appointmentOfBoard", "otherInfluenceOrControl", "boardChair", "golden share; 1%"]),
    direct=st.sampled_from(["direct", "indirect", "unknown"]), share=SHARES, since=DATES, until=DATES,
)  # fmt: skip
WORDS = st.sampled_from(
    ["", "FR", "fr", "France", "GB-COH", "XI-LEI", "registrationNumber", "12 Example St", "شارع", "路"]
)
DAYS = st.sampled_from(["", "1970", "1970-03", "1970-03-09", "about 1970"])
NAMED = st.builds(Name, WORDS, st.sampled_from(["", "former"]), WORDS, WORDS, WORDS)
PARTIES = st.builds(
    Party,
    names=st.just(()) | st.lists(NAMED, max_size=3).map(tuple),
    identifiers=st.lists(st.builds(Identifier, WORDS, WORDS, WORDS, WORDS), max_size=3).map(tuple),
    addresses=st.lists(
        st.builds(Address, WORDS, st.sampled_from(["", "residence", "placeOfBirth"]), WORDS, WORDS, WORDS), max_size=3
    ).map(tuple),
    states=st.lists(
        st.builds(State, WORDS, WORDS, st.sampled_from(["nationality", "taxResidency", "jurisdiction"])), max_size=3
    ).map(tuple),
    begun=DAYS, ended=DAYS,
)  # fmt: skip


def called(party: Party, name: str) -> Party:
    """A register calls a party by the first of its names."""
    first, *more = party.names or (Name(name),)
    names = (replace(first, text=name), *more)
    return replace(party, names=() if names == (Name(name),) else names)


REGISTERS = st.builds(
    Register, name=st.just("register.json"), digest=st.just("0" * 64),
    holdings=st.lists(holdings(), min_size=1, max_size=6).map(tuple),
    kinds=st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["person", "company", "arrangement"])),
    others=st.lists(OTHERS, max_size=3).map(tuple),
    parties=st.dictionaries(st.sampled_from(NAMES), PARTIES).map(
        lambda parties: {name: called(party, name) for name, party in parties.items()}
    ),
)  # fmt: skip


def plain(item):
    return tuple(getattr(item, name) for name in type(item).__slots__ if name not in ("where", "record"))


def told_of(register: Register) -> dict[str, Party]:
    """What is told beyond the name, without the keys that a file needs."""
    plain_parties = {name: replace(party, record="") for name, party in register.parties.items()}
    return {name: party for name, party in plain_parties.items() if party != Party()}


def again(register: Register, form: Form, folder: Path) -> Register:
    path = folder / "holdings"
    path.write_text(written(register, form, on=ON, publisher="Example").text, encoding="utf-8")
    return read_holdings(path)


@pytest.mark.parametrize("form", [Form.BODS, Form.FOLLOWTHEMONEY])
@given(register=REGISTERS)
@settings(max_examples=40, deadline=None)
def test_nothing_is_lost_on_the_way_out_and_in(form: Form, register: Register, tmp_path_factory) -> None:
    found = again(register, form, tmp_path_factory.mktemp("out"))
    assert list(map(plain, found.holdings)) == list(map(plain, register.holdings))
    assert list(map(plain, found.others)) == list(map(plain, register.others))
    assert found.kinds == register.kinds
    assert told_of(found) == told_of(register)
    assert graph_on(found, ON).owners == graph_on(register, ON).owners


@pytest.mark.parametrize(("form", "other"), [(Form.BODS, Form.FOLLOWTHEMONEY), (Form.FOLLOWTHEMONEY, Form.BODS)])
@given(register=REGISTERS)
@settings(max_examples=25, deadline=None)
def test_a_file_goes_through_the_other_format_and_comes_back_as_it_was(
    form: Form, other: Form, register: Register, tmp_path_factory
) -> None:
    folder = tmp_path_factory.mktemp("out")
    first = again(register, form, folder)
    second = again(again(first, other, folder), form, folder)
    before, after = (written(one, form, on=ON, publisher="Somebody").text for one in (first, second))
    assert after == before or (form is Form.FOLLOWTHEMONEY and after.startswith(before))  # who stated it comes with it
    assert list(map(plain, second.holdings)) == list(map(plain, register.holdings))
    assert told_of(second) == told_of(register)


@given(register=REGISTERS)
@settings(max_examples=40, deadline=None)
def test_a_table_keeps_every_holding_and_names_what_it_has_no_place_for(register: Register, tmp_path_factory) -> None:
    found = again(register, Form.CSV, tmp_path_factory.mktemp("out"))
    assert list(map(plain, found.holdings)) == list(map(plain, register.holdings))
    assert list(map(plain, found.others)) == list(map(plain, register.others))
    assert found.kinds == register.kinds
    assert len(written(register, Form.CSV, on=ON, publisher="Example").left_out) == len(told_of(register))


@given(register=REGISTERS)
@settings(max_examples=40, deadline=None)
def test_everything_written_as_followthemoney_has_a_place_in_its_model(register: Register) -> None:
    places = json.loads(Path(__file__).with_name("followthemoney_4_11_2.json").read_text(encoding="utf-8"))
    for line in written(register, Form.FOLLOWTHEMONEY, on=ON, publisher="Example").text.splitlines():
        item = json.loads(line)
        assert set(item["properties"]) <= set(places[item["schema"]])


@given(register=REGISTERS)
@settings(max_examples=20, deadline=None)
def test_every_statement_has_what_bods_asks_for_and_the_same_register_gives_the_same_bytes(register: Register) -> None:
    text = written(register, Form.BODS, on=ON, publisher="Example").text
    assert text == written(register, Form.BODS, on=ON, publisher="Example").text
    statements = json.loads(text)
    assert faults(statements) == []
    assert len({item["statementId"] for item in statements}) == len(statements)
    known = {item["recordId"] for item in statements}
    for item in statements:
        assert item["publicationDetails"]["bodsVersion"] == "0.4"
        assert item["declarationSubject"] in known
        details = item["recordDetails"]
        parties = [details[key] for key in ("subject", "interestedParty") if isinstance(details.get(key), str)]
        assert set(parties) <= known


def test_a_joint_holding_is_an_arrangement_with_its_holders_and_each_has_a_part_of_it(tmp_path: Path) -> None:
    rows = ["owner,owned,share", "Joint,Firm,100%", "Ana,Joint,50%", "Beat,Joint,50%"]
    path = tmp_path / "joint.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    register = read_holdings(path)
    joint = Register(register.name, register.digest, register.holdings, {"Joint": "arrangement", "Ana": "person"})
    for form in (Form.BODS, Form.FOLLOWTHEMONEY):
        assert again(joint, form, tmp_path).kinds == {"Joint": "arrangement", "Ana": "person"}


def test_a_chain_of_nominees_is_looked_through_to_the_one_behind_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "nominees.csv"
    path.write_text("owner,owned,share,nominee_for\nNom One,Firm,60%,Nom Two > Ana\n", encoding="utf-8")
    for form in (Form.BODS, Form.FOLLOWTHEMONEY):
        stake = graph_on(again(read_holdings(path), form, tmp_path), ON).owners["Firm"]["Ana"]
        assert (stake.share, stake.through) == (Fraction(3, 5), ("Nom One", "Nom Two"))


def test_a_nomination_of_somebody_elses_bods_is_looked_through(tmp_path: Path) -> None:
    def record(name, kind, details):
        return {"recordId": name, "recordType": kind, "recordDetails": details}

    def link(name, party, subject, kind, **more):
        interest = {"type": kind, "directOrIndirect": "direct", **more}
        return record(name, "relationship", {"subject": subject, "interestedParty": party, "interests": [interest]})

    nomination = {"name": "Nomination", "entityType": {"type": "arrangement", "subtype": "nomination"}}
    items = [
        record("a", "person", {"names": [{"fullName": "Ana"}]}), record("n", "entity", nomination),
        record("c", "entity", {"name": "Firm", "entityType": {"type": "registeredEntity"}}),
        record("b", "person", {"names": [{"fullName": "Beat"}]}),
        link("1", "a", "n", "nominator"), link("2", "b", "n", "nominee"),
        link("3", "n", "c", "shareholding", share={"exact": 80}),
        link("4", "n", "c", "boardMember"),
    ]  # fmt: skip
    path = tmp_path / "bods.json"
    path.write_text(json.dumps(items), encoding="utf-8")
    register = read_holdings(path)
    assert [(h.owner, h.nominee_for, h.share) for h in register.holdings] == [("Beat", "Ana", Fraction(4, 5))]
    assert [(item.owner, item.kind) for item in register.others] == [("Nomination", "boardMember")]
