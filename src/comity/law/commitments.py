"""Political commitments and memberships of networks: worth citing in a letter, never a legal basis."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from comity.common.errors import BadInputError
from comity.common.source import Source
from comity.law.store import read_data


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment of one body: what was promised, by whom, with which force, and how much of the text was read.

    ``force`` is binding, decision, recommendation, political or none; ``reading`` is read, partly, existence_only or
    not_read. ``states`` is filled only where the source names the states one by one.
    """

    id: str
    body: str
    title: str
    commitment: str
    addressed_to: str
    force: str
    reading: str
    source: Source
    year: str = ""
    article: str = ""
    states: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """One state in one network, as one source has it: member, participant (not a member) or suspended."""

    network: str
    title: str
    state: str
    status: str
    source: Source
    since: str = ""
    on: str = ""
    note: str = ""


def commitments(body: str | None = None) -> tuple[Commitment, ...]:
    """Give the commitments, all or those of one body (G20, APEC, OECD, ...)."""
    return tuple(item for item in _commitments() if body is None or item.body == body)


def supporting(measure: str) -> tuple[Commitment, ...]:
    """Give the commitments worth citing for a measure: they bind nobody in court and are no basis of their own."""
    return tuple(item for item in _commitments() if measure in item.measures)


def memberships(state: str | None = None, network: str | None = None) -> tuple[Membership, ...]:
    """Give the evidenced memberships, narrowed to a state, a network or both; no row is not the same as no member."""
    if network is not None and network not in _data()["networks"]:
        raise BadInputError(f"there is no network '{network}' (there are: {', '.join(_data()['networks'])})")
    return tuple(
        item
        for item in _memberships()
        if (state is None or item.state == state) and (network is None or item.network == network)
    )


def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_data("commitments.json")
    return data


@cache
def _commitments() -> tuple[Commitment, ...]:
    sources = _data()["commitment_sources"]
    return tuple(
        Commitment(
            **{
                **row,
                "states": tuple(row.get("states", ())),
                "measures": tuple(row.get("measures", ())),
                "source": Source(**sources[row["source"]]),
            }
        )
        for row in _data()["commitments"]
    )


@cache
def _memberships() -> tuple[Membership, ...]:
    sources, networks = _data()["network_sources"], _data()["networks"]
    return tuple(
        Membership(**{**row, "title": networks[row["network"]]["title"], "source": Source(**sources[row["source"]])})
        for row in _data()["memberships"]
    )
