"""What people ask about their own data, what was decided, and what follows: blocks and notices to other states."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.lifecycle import PERSON_REQUEST
from comity.casework.people.models import Party
from comity.casework.records.scope import ScopedQuerySet, cleared_for, on_team, seen_through


class Kind(StrEnum):
    """What a person can ask for."""

    ACCESS = "access"
    CORRECTION = "correction"
    BLOCKING = "blocking"
    DELETION = "deletion"
    COMPLAINT = "complaint"
    CONSENT_WITHDRAWAL = "consent_withdrawal"


class Sender(StrEnum):
    """Who asks."""

    PERSON = "person"
    LAWYER = "lawyer"


class Outcome(StrEnum):
    """What was decided."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    REFUSED = "refused"
    NOTHING_HELD = "nothing_held"


class PersonRequest(models.Model):
    """One request by the person concerned or their lawyer; ``party`` is whom it was found to be about.

    ``code_digest`` is of the code that was given to whoever asked: with the code they can read the answer.
    """

    kind = models.CharField(max_length=20)
    sender = models.CharField(max_length=10)
    name = models.CharField(max_length=300)
    birth_date = models.CharField(max_length=10, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    words = models.TextField()
    received = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    code_digest = models.CharField(max_length=64, db_index=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="person_requests")
    state = models.CharField(max_length=20, default=PERSON_REQUEST.first)
    outcome = models.CharField(max_length=20, blank=True)
    reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    objects = ScopedQuerySet.as_manager()
    everything = models.Manager()

    class Meta:
        """The oldest first."""

        base_manager_name = "everything"
        ordering = ("received", "pk")

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """A team sees what was found to be about somebody in its case."""
        case = on_team(who, "party__case__") & cleared_for(who, "party__case__handling")
        return Q(party__isnull=False) & case & seen_through(who, "party__")

    @property
    def key(self) -> str:
        """The number under which the log knows it."""
        return f"PR-{self.pk}"


class Block(models.Model):
    """A record that may not be used in requests until the block is lifted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="blocks")
    record = models.CharField(max_length=200)
    request = models.ForeignKey(PersonRequest, models.PROTECT, null=True, related_name="blocks")
    reason = models.TextField()
    since = models.DateField()
    lifted_on = models.DateField(null=True)

    class Meta:
        """In the order in which they came."""

        ordering = ("pk",)


class StateNotice(models.Model):
    """A notice that a state which received the data is owed: what was corrected, blocked or deleted."""

    request = models.ForeignKey(PersonRequest, models.PROTECT, related_name="notices")
    case = models.ForeignKey(Case, models.PROTECT, related_name="state_notices")
    state = models.CharField(max_length=3)
    sent_with = models.CharField(max_length=200)
    sent_on = models.DateField(null=True)
    reference = models.CharField(max_length=120, blank=True)

    class Meta:
        """One notice per state and request."""

        ordering = ("state",)
        constraints = (models.UniqueConstraint(fields=("request", "state"), name="one_notice_per_state"),)


class ChannelUse(models.Model):
    """One use of the public form from one address, kept for an hour: too many are refused."""

    address = models.CharField(max_length=64)
    at = models.DateTimeField()
