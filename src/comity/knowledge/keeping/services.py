"""Giving a state's page a keeper, and noting that it was gone through."""

import datetime as dt

from django.db import transaction

from comity.casework.access import Permission, allows, require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity, Subject
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place
from comity.knowledge.keeping.models import StatePage
from comity.law.states import parse_state


@transaction.atomic
def page_keep(*, state: str, keeper: User | None, revision: int, actor: User, who: Identity) -> StatePage:
    """Say who keeps a state's page, or that nobody does; only somebody who may decide about corrections can."""
    require(Permission.PAGE_GIVE, who)
    if keeper is not None and not (keeper.is_active and allows(Permission.CONTRIBUTION_DECIDE, keeper.identity())):
        raise BadInputError("only a head or a lawyer keeps the page of a state", Place(field="keeper"))
    page = _page(state, revision)
    page.keeper = keeper
    page.revision += 1
    page.save()
    _log("state_page_given", page, actor)
    return page


@transaction.atomic
def page_reviewed(*, state: str, on: dt.date, revision: int, actor: User, who: Identity) -> StatePage:
    """Note that the keeper has gone through every fact of the page today."""
    page = _page(state, revision)
    require(Permission.PAGE_REVIEW, who, Subject(keeper=page.keeper_id))
    page.reviewed_on = on
    page.revision += 1
    page.save()
    _log("state_page_reviewed", page, actor)
    return page


def _page(state: str, revision: int) -> StatePage:
    """The row of a state, locked; there is none before it has a keeper."""
    code = parse_state(state)
    page = StatePage.objects.select_for_update(of=("self",)).filter(state=code).first() or StatePage(state=code)
    if page.revision != revision:
        raise BadInputError("somebody has changed this meanwhile; read it again")
    return page


def _log(event: str, page: StatePage, actor: User) -> None:
    details = {"keeper": page.keeper.username if page.keeper else ""}
    log_append(event=event, actor=actor, subject="state_page", key=page.state, details=details)
