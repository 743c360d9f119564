"""Which commitments a state has on record, with the evidence and its date; where the data is silent it says so."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from comity.common.errors import BadInputError, Place
from comity.common.truth import Truth
from comity.law.commitments import Commitment, commitments, memberships
from comity.law.instruments import instruments
from comity.law.register import register
from comity.law.states import un_members

TREATIES = ("UNCAC", "UNTOC", "OECD-ABC")
"""The treaties whose parties stand among the commitments: each with its own list of evidence."""

_GROUPS = {"G20": "g20", "APEC": "apec"}
"""Groups whose commitments are addressed to all members, and the list of memberships that names every one of them."""


class OnRecord(StrEnum):
    """Whether a state has a commitment on record."""

    BINDING = "binding"
    ADDRESSED = "addressed"
    NOT_ADDRESSED = "not_addressed"
    NOT_EVIDENCED = "not_evidenced"


@dataclass(frozen=True, slots=True)
class StandingCommitment:
    """One commitment as it stands for a state: since when, because of what, from which source, checked when."""

    id: str
    body: str
    title: str
    article: str
    says: str
    force: str
    on_record: OnRecord
    since: str
    because: str
    source: str
    checked: str


def commitments_of(state: str, on: dt.date, body: str = "") -> tuple[StandingCommitment, ...]:
    """The treaties first, then the political commitments, body by body as the data has them."""
    known = [_of_treaty(key, state, on) for key in TREATIES]
    known += [_of_commitment(item, state) for item in commitments() if item.id not in TREATIES]
    bodies = dict.fromkeys(item.body for item in known)
    if body and body not in bodies:
        raise BadInputError(f"there is no body '{body}' (there are: {', '.join(bodies)})", Place(field="body"))
    return tuple(item for item in known if not body or item.body == body)


def _of_treaty(key: str, state: str, on: dt.date) -> StandingCommitment:
    status = register().status(key, state, on)
    bound = status.bound is Truth.TRUE
    return StandingCommitment(
        id=key,
        body="OECD" if key.startswith("OECD") else "UNCAC and UNTOC",
        title=instruments()[key].title,
        article="",
        says="",
        force="binding",
        on_record=OnRecord.BINDING if bound else OnRecord.NOT_EVIDENCED,
        since=(status.in_force or "") if bound else "",
        because=" ".join(status.why),
        source="; ".join(status.sources),
        checked="",
    )


def _of_commitment(item: Commitment, state: str) -> StandingCommitment:
    standing, because = addressed(item, state)
    return StandingCommitment(
        id=item.id,
        body=item.body,
        title=item.title,
        article="" if item.article == "whole" or item.article in item.title else item.article,
        says=item.commitment,
        force=item.force,
        on_record=standing,
        since=item.year if standing is OnRecord.ADDRESSED else "",
        because=because,
        source=item.source.title,
        checked=item.source.checked,
    )


def addressed(item: Commitment, state: str) -> tuple[OnRecord, str]:
    """Whether a political commitment is addressed to a state, and by what that is known."""
    if item.states:
        if state in item.states:
            return OnRecord.ADDRESSED, "The source names the state."
        return OnRecord.NOT_ADDRESSED, "The source names other states only."
    if item.body == "UN General Assembly" and state in un_members():
        return (
            OnRecord.ADDRESSED,
            "It is addressed to the members of the United Nations; how the state voted is not in the data.",
        )
    if item.body in _GROUPS:
        return _in_group(item, state)
    return (
        OnRecord.NOT_EVIDENCED,
        f"Addressed to {item.addressed_to}; whether the state is one of them is not in the data.",
    )


def _in_group(item: Commitment, state: str) -> tuple[OnRecord, str]:
    """Whether a state belongs to the group that made the commitment, by a list of all its members."""
    members = memberships(network=_GROUPS[item.body])
    own = next((member for member in members if member.state == state), None)
    if own is None:
        return OnRecord.NOT_ADDRESSED, f"The state is not in the list of all members: {members[0].source.title}."
    if item.year and own.since[:4] > item.year:
        return OnRecord.NOT_EVIDENCED, f"The state joined in {own.since}, after the commitment was made."
    joined = f" since {own.since}" if own.since else ""
    evidence = f"the state is one{joined} ({own.source.title}, checked on {own.source.checked})"
    done = "What the state has done about it is not in the data."
    return OnRecord.ADDRESSED, f"It is addressed to {item.addressed_to}, and {evidence}. {done}"
