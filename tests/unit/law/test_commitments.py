"""Commitments are quoted with their force and with how much of the text was read; networks list members."""

import pytest

from comity.common.errors import BadInputError
from comity.law.commitments import commitments, memberships


def test_a_political_commitment_is_never_called_binding():
    for item in commitments():
        assert item.source.title
        assert (item.force == "binding") == (item.id == "OECD-ABC")


def test_principles_that_could_not_be_read_say_so():
    readings = {item.id: item.reading for item in commitments("G20")}
    assert readings["G20-2016-HLP-6-10"] == "not_read"
    assert readings["G20-MLA"] == "existence_only"
    assert readings["G20-2016-HLP-1"] == "read"


def test_the_title_of_the_2016_principles_is_written_out_on_each_of_them():
    assert all("Persons Sought" in item.title for item in commitments() if item.id.startswith("G20-2016-HLP"))


def test_russia_is_a_suspended_and_not_a_vanished_member_of_the_working_group():
    (russia,) = memberships("RUS", "oecd-wgb")
    assert (russia.status, russia.on) == ("suspended", "2022-02-24")


def test_an_invited_participant_is_no_member():
    assert [item.status for item in memberships("MUS", "oecd-wgb")] == ["participant"]
    assert [item.status for item in memberships("MUS", "arinsa")] == ["member"]


def test_the_working_group_has_the_published_46_members_with_the_suspended_one():
    counted = [m for m in memberships(network="oecd-wgb") if m.status in {"member", "suspended"}]
    assert len(counted) == 46


def test_an_unknown_network_is_answered_with_those_there_are():
    with pytest.raises(BadInputError, match="oecd-wgb, arinsa, g20, apec"):
        memberships(network="egmont")


def test_no_row_is_not_the_same_as_no_member_and_gives_an_empty_answer():
    assert memberships("FJI") == ()
