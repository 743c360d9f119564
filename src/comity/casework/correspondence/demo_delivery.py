"""A request of the synthetic office that went out sealed: the training counterpart receives it and signs receipts."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comity.casework.accounts.models import User
from comity.casework.correspondence.demo import TRAINING
from comity.casework.correspondence.models import communications_on
from comity.casework.correspondence.node import office_node
from comity.casework.requests.models import Request
from comity.casework.requests.services import request_act
from comity.casework.safeguards.demo import demo_answers
from comity.casework.safeguards.services import safeguards_sign
from comity.exchange.node.hand import receive_by_hand, write_receipts
from comity.exchange.node.node import open_node

REQUEST = "return-che"
# Who takes each step, and how many days ago.
_STEPS = (
    ("choose_route", "anna", 9),
    ("start_drafting", "anna", 8),
    ("confirm_review", "anna", 6),
    ("gate", "lena", 5),
    ("sign", "bram", 4),
    ("send", "dirk", 0),
)


@transaction.atomic
def demo_delivery(*, on: dt.date) -> None:
    """Take the request for return through its life to the counterpart's node, and bring its receipts back."""
    request = Request.everything.get(case__reference="EX-2026-0417", key=REQUEST)
    for action, name, ago in _STEPS:
        _step(request.pk, action, User.objects.get(username=name), on, on - dt.timedelta(days=ago))
    _carry(request)


def _step(pk: int, action: str, actor: User, on: dt.date, day: dt.date) -> None:
    request, who = Request.everything.get(pk=pk), actor.identity(strong=True)
    if action == "gate":
        answers = demo_answers(request.measure, day)
        safeguards_sign(request=request, answers=answers, on=on, day=day, actor=actor, who=who)
        return
    request_act(request=request, action=action, revision=request.revision, on=on, day=day, actor=actor, who=who)


def _carry(request: Request) -> None:
    """What a stick would do: the sealed file to the counterpart's node, its receipts back to ours."""
    office, at = office_node(), timezone.now().replace(microsecond=0)
    folder = Path(settings.DATA_FOLDER) / TRAINING / request.counterpart.lower()
    digest = communications_on(request).get(route="package").digest
    other = open_node(folder)
    try:
        receive_by_hand(other, office.package_path(digest), at)
        for path in write_receipts(other, folder / "receipts", [digest]):
            receive_by_hand(office, path, at)
    finally:
        other.store.close()
