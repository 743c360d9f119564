"""Who owns and controls whom in a case on a day, under every rule, with chains; and the picture of it."""

import datetime as dt
import functools
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.ownership.models import OwnershipRegister
from comity.casework.ownership.services import read_kept
from comity.casework.records.selectors import records_for
from comity.tracing.caveats import Caveat
from comity.tracing.ownership.rules import Inquiry, OwnershipRule

if TYPE_CHECKING:
    from comity.tracing.ownership.answer import Found
    from comity.tracing.ownership.chart import OwnershipWords, Picture
    from comity.tracing.ownership.holdings import Graph, Register

OF, HOLDER = "of", "holder"


@dataclass(frozen=True, slots=True)
class Answered:
    """One question on one day: what each rule finds, the picture, and what has to be said with it."""

    name: str
    question: str
    on: dt.date
    found: "tuple[Found, ...]"
    picture: "Picture"
    caveats: tuple[Caveat, ...]


def registers_for(who: Identity, case: Case) -> list[OwnershipRegister]:
    """The files of holdings of a case that a person may see, the newest first."""
    return list(records_for(who, case, OwnershipRegister).order_by("-pk"))


def register_for(who: Identity, pk: int) -> OwnershipRegister | None:
    """One file of holdings that a person may see."""
    return OwnershipRegister.objects.visible_to(who).select_related("case", "wall").filter(pk=pk).first()


def names_in(register: OwnershipRegister) -> list[str]:
    """Everybody who owns or is owned, whatever the day."""
    found = {name for holding in _read(register).holdings for name in (holding.owner, holding.owned)}
    return sorted(found | {holding.nominee_for for holding in _read(register).holdings if holding.nominee_for})


def answer_on(
    register: OwnershipRegister,
    name: str,
    question: str,
    on: dt.date,
    threshold: Fraction = Fraction(1, 4),
    *,
    words: "OwnershipWords | None" = None,
) -> Answered:
    """Who owns a company, or what somebody owns, on a day; refused where the name is not known on it.

    ``words`` are those of the picture.
    """
    from comity.tracing.ownership.answer import what_is_owned, who_owns  # noqa: PLC0415 - only where it is asked
    from comity.tracing.ownership.chart import ENGLISH, ownership_chart  # noqa: PLC0415
    from comity.tracing.ownership.holdings import graph_on  # noqa: PLC0415

    read = _read(register)
    graph = graph_on(read, on)
    inquiry = Inquiry(list(OwnershipRule), threshold, read.kinds)
    answer = who_owns(graph, name, inquiry) if question == OF else what_is_owned(graph, name, inquiry)
    title = f"{name}, {on.isoformat()}"
    picture = ownership_chart(graph, name, _kinds(read, graph), title, words=words or ENGLISH)
    return Answered(name, question, on, tuple(answer.found), picture, tuple(answer.caveats))


def controllers_of(case: Case, name: str, who: Identity, on: dt.date) -> tuple[str, ...]:
    """Who controls a company by more than half of the votes, in the files of the case that a person may see."""
    from comity.tracing.ownership.answer import who_owns  # noqa: PLC0415
    from comity.tracing.ownership.holdings import graph_on  # noqa: PLC0415

    found: dict[str, None] = {}
    for register in registers_for(who, case):
        read = _read(register)
        graph = graph_on(read, on)
        if name in graph.owners:
            answer = who_owns(graph, name, Inquiry([OwnershipRule.CONTROL], Fraction(1, 4), read.kinds))
            found |= dict.fromkeys(one.name for one in answer.found if one.controls)
    return tuple(found)


def _kinds(read: "Register", graph: "Graph") -> dict[str, str]:
    """Who is owned is a company, whatever the file leaves out."""
    return dict.fromkeys(graph.owners, "company") | read.kinds


def _read(register: OwnershipRegister) -> "Register":
    return _kept(register.data["sha256"], register.data["name"])


@functools.lru_cache(maxsize=32)
def _kept(digest: str, name: str) -> "Register":
    """A file is read once: under its digest it never changes."""
    return read_kept(digest, name)
