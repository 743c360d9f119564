"""Commitments and memberships are read strictly."""

from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.law.compilation.commitments import compile_commitments

PROMISED = """\
sources: {communique: {title: Communique, checked: 2026-11-21, grade: A}}
commitments:
- {id: G20-X, body: G20, title: T, commitment: deny safe haven, addressed_to: members, force: political, reading: read,
   source: communique}
"""
JOINED = """\
sources: {page: {title: Page, checked: 2026-11-21, grade: A}}
networks: [{id: net, title: Network, what: contacts}]
memberships: [{network: net, state: FRA, status: member, since: 2010, source: page}]
"""


def _compile(tmp_path: Path, promised: str = PROMISED, joined: str = JOINED):
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "commitments.yaml").write_text(promised, encoding="utf-8")
    (tmp_path / "instruments" / "networks.yaml").write_text(joined, encoding="utf-8")
    return compile_commitments(tmp_path)


def test_commitments_and_members_come_out_with_their_sources(tmp_path):
    data = _compile(tmp_path)
    assert data["commitments"][0]["source"] == "communique"
    assert data["memberships"] == [
        {"network": "net", "state": "FRA", "status": "member", "since": "2010", "source": "page"}
    ]


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("force: political", "force: moral", "'moral' is not one of"),
        ("reading: read", "reading: skimmed", "'skimmed' is not one of"),
        ("source: communique}", "source: hearsay}", "no source 'hearsay'"),
    ],
)
def test_a_commitment_says_its_force_and_its_reading_in_known_words(tmp_path, before, after, complaint):
    with pytest.raises(BadInputError, match=complaint):
        _compile(tmp_path, promised=PROMISED.replace(before, after))


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("network: net, state", "network: nut, state", "'nut' is not one of net"),
        ("since: 2010", "since: spring 2010", "not a date"),
        ("status: member", "status: friend", "'friend' is not one of"),
    ],
)
def test_a_membership_names_a_known_network_and_a_readable_date(tmp_path, before, after, complaint):
    with pytest.raises(BadInputError, match=complaint):
        _compile(tmp_path, joined=JOINED.replace(before, after))
