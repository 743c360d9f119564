"""Deciding about a contribution, for the pages of lessons and corrections alike."""

from django.contrib import messages

from comity.knowledge.contributions.models import Contribution
from comity.knowledge.contributions.services import contribution_decide, contribution_withdraw
from comity.web.asking import Asking
from comity.web.choosing import step_chosen
from comity.web.labels import say


def decide(asking: Asking, made: Contribution) -> None:
    """Do what the form asks: confirm, turn down or withdraw."""
    reason, action = asking.text("reason"), step_chosen(asking, "confirm", "turn_down", "withdraw")
    if action == "withdraw":
        contribution_withdraw(made=made, reason=reason, actor=asking.user, who=asking.who)
        messages.success(asking.http, say("Withdrawn. It stays on record with the reason."))
        return
    confirm = action == "confirm"
    contribution_decide(made=made, confirm=confirm, reason=reason, actor=asking.user, who=asking.who)
    messages.success(asking.http, say("Confirmed. The whole office reads it now.") if confirm else say("Turned down."))
