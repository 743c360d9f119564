"""Writing corrections: anybody proposes one with its source."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity
from comity.common.errors import BadInputError, Place
from comity.knowledge.contributions.services import contribution_log
from comity.knowledge.corrections.models import Correction
from comity.law.states import parse_state
from comity.law.vocabulary import MEASURES

ANY = "any"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What should be corrected: the fact by state, measure, section and subject, and the source of the better one."""

    state: str
    measure: str
    section: str
    about: str
    says: str
    should_say: str
    source: str
    address: str = ""
    source_date: dt.date | None = None
    language: str = "en"


@transaction.atomic
def correction_propose(*, proposal: Proposal, on: dt.date, actor: User, who: Identity) -> Correction:
    """Propose a correction; without a source nobody can review it, so it is refused."""
    require(Permission.CORRECTION_PROPOSE, who)
    _check(proposal, on)
    made = Correction.objects.create(**asdict(proposal), proposed_on=on, proposed_by=actor)
    contribution_log("correction_proposed", made, actor)
    return made


def _check(proposal: Proposal, on: dt.date) -> None:
    parse_state(proposal.state)
    if proposal.measure not in {*MEASURES, ANY}:
        raise BadInputError("choose one of the measures", Place(field="measure"))
    for field, asked in (
        ("about", "say which fact it is"),
        ("should_say", "say what it should say"),
        ("source", "name the source: which text, which article, read where"),
    ):
        if not getattr(proposal, field).strip():
            raise BadInputError(asked, Place(field=field))
    if proposal.source_date is not None and proposal.source_date > on:
        raise BadInputError("the source cannot be from a day to come", Place(field="source_date"))
