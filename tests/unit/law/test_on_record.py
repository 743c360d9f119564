"""What a state has on record: evidenced with its date, or said to be not evidenced; never taken for granted."""

import datetime as dt

from comity.law.commitments import commitments
from comity.law.on_record import TREATIES, OnRecord, StandingCommitment, commitments_of
from comity.law.register import register

ON = dt.date(2026, 11, 21)


def of(state: str, on: dt.date = ON) -> dict[str, StandingCommitment]:
    return {item.id: item for item in commitments_of(state, on)}


def test_every_commitment_of_the_data_stands_there_once() -> None:
    wanted = {*TREATIES, *(item.id for item in commitments())}
    assert of("NLD").keys() == wanted
    assert len(commitments_of("NLD", ON)) == len(wanted)


def test_a_treaty_binds_from_the_day_on_which_it_is_in_force_for_the_state() -> None:
    uncac = of("NLD")["UNCAC"]
    assert (uncac.on_record, uncac.since) == (OnRecord.BINDING, "2006-11-30")
    assert "UN Treaty Collection" in uncac.source
    assert of("NLD", dt.date(2006, 11, 29))["UNCAC"].on_record is OnRecord.NOT_EVIDENCED
    assert register().status("UNCAC", "PRK", ON).bound.value != "true"
    assert of("PRK")["UNCAC"].on_record is OnRecord.NOT_EVIDENCED


def test_what_names_its_states_one_by_one_is_addressed_to_these_alone() -> None:
    assert of("RUS")["OECD-WGB-RUS"].on_record is OnRecord.ADDRESSED
    assert of("NLD")["OECD-WGB-RUS"].on_record is OnRecord.NOT_ADDRESSED


def test_who_belongs_to_the_g20_is_not_in_the_data_and_is_not_guessed() -> None:
    for state in ("CHN", "NLD"):
        assert of(state)["G20-2016-HLP-1"].on_record is OnRecord.NOT_EVIDENCED
        assert "not in the data" in of(state)["G20-2016-HLP-1"].because


def test_one_body_can_be_asked_for() -> None:
    assert {item.body for item in commitments_of("NLD", ON, "APEC")} == {"APEC"}
