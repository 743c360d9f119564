"""Who asks and what they ask for: all that the permission policy may look at."""

from dataclasses import dataclass
from enum import StrEnum

from comity.casefile.case import Handling


class Role(StrEnum):
    """What a person of the office is trusted with; one person may have several."""

    CASEWORKER = "caseworker"
    LAWYER = "lawyer"
    SIGNATORY = "signatory"
    DISPATCHER = "dispatcher"
    HEAD = "head"
    IMMIGRATION = "immigration"
    OVERSIGHT = "oversight"
    ADMINISTRATOR = "administrator"
    DATA_PROTECTION = "data_protection"


class Relation(StrEnum):
    """How a person stands to a case; none at all is the empty set of relations."""

    OWNER = "owner"
    MEMBER = "member"
    READER = "reader"


HANDLING_ORDER: tuple[Handling, ...] = (Handling.OPEN, Handling.OFFICIAL_USE, Handling.CONFIDENTIAL, Handling.SECRET)


def rank(handling: Handling) -> int:
    """The height of a handling level; a person sees what is not above their clearance."""
    return HANDLING_ORDER.index(handling)


@dataclass(frozen=True, slots=True)
class Identity:
    """The person who asks. ``strong`` says that a second factor was shown in this session."""

    user: int
    agency: str
    roles: frozenset[Role]
    clearance: Handling = Handling.OFFICIAL_USE
    active: bool = True
    strong: bool = False
    node: str = ""  # the counterpart's node, where it is no person who asks


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked for: a case, or a record in it. A record behind walls is seen only by those within all of them."""

    relation: Relation | None = None
    agency_joined: bool = False
    handling: Handling = Handling.OFFICIAL_USE
    walled: bool = False
    within_walls: bool = False
    open_case: bool = True
    author: int | None = None
    protected: bool = False  # an account that has a second factor
    drafted_by: frozenset[int] = frozenset()
    signed_by: frozenset[int] = frozenset()
    nodes: frozenset[str] = frozenset()  # the counterparts' nodes with which it is in conversation
    proposed_by: int | None = None
    keeper: int | None = None  # of the page of a state


OFFICE = Subject()
"""The office itself, where no case is concerned."""
