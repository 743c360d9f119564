"""What a state has on record: evidenced with its date, or said to be not evidenced; never taken for granted."""

import datetime as dt

import pytest

from comity.common.errors import BadInputError
from comity.law.commitments import commitments, memberships
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


def test_a_commitment_of_a_group_is_addressed_to_those_whom_the_list_of_its_members_names() -> None:
    for state, commitment, since in (("CHN", "G20-2016-HLP-1", ""), ("CHN", "APEC-2014-BEIJING", "since 1991-11")):
        held = of(state)[commitment]
        assert held.on_record is OnRecord.ADDRESSED
        assert since in held.because
        assert "checked on 2026-11-22" in held.because
        assert held.because.endswith("What the state has done about it is not in the data.")
    assert of("NLD")["G20-2016-HLP-1"].on_record is OnRecord.NOT_ADDRESSED
    assert "not in the list of all members" in of("DEU")["APEC-2014-BEIJING"].because


def test_the_lists_of_the_groups_are_whole() -> None:
    assert len(memberships(network="g20")) == 19, "its other members are no states: the European and the African Union"
    assert len(memberships(network="apec")) == 21
    assert {m.state for m in memberships(network="apec")} >= {"HKG", "TWN"}


def test_who_was_not_at_the_meeting_is_not_addressed_though_a_member() -> None:
    assert of("NZL")["APEC-2014-ACTNET-TOR"].on_record is OnRecord.NOT_ADDRESSED
    assert of("NZL")["APEC-2014-BEIJING"].on_record is OnRecord.ADDRESSED


def test_one_body_can_be_asked_for() -> None:
    assert {item.body for item in commitments_of("NLD", ON, "APEC")} == {"APEC"}


def test_a_body_that_there_is_not_is_told_with_those_there_are() -> None:
    with pytest.raises(BadInputError, match="there is no body 'NATO'"):
        commitments_of("NLD", ON, "NATO")
