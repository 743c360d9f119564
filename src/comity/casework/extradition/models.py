"""Extradition proceedings and what is on record in them: consent, claims for protection, assurances, charges."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.casework.identity import Identity
from comity.casework.lifecycle import EXTRADITION, OUTGOING
from comity.casework.people.models import Party
from comity.casework.records.models import CaseRecord
from comity.casework.records.scope import seen_through
from comity.casework.requests.models import Request
from comity.casework.safeguards.models import InformedConsent


class Extradition(CaseRecord):
    """One proceeding about one person, beside the request that asks for it.

    ``granted_on`` is the day on which the surrender was granted (again), ``appointed`` the one fixed for it, and
    ``surrendered_on`` the one on which it took place.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="extraditions")
    person = models.ForeignKey(Party, models.PROTECT, related_name="extraditions")
    state = models.CharField(max_length=30, default=EXTRADITION.first)
    granted_on = models.DateField(null=True)
    appointed = models.DateField(null=True)
    surrendered_on = models.DateField(null=True)
    subject: ClassVar[str] = "extradition"

    class Meta(CaseRecord.Meta):
        """One proceeding per request and person."""

        abstract = False
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("case", "key"), name="one_extradition_per_key"),
            models.UniqueConstraint(fields=("request", "person"), name="one_extradition_per_person"),
        )

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Who may see the person and the request sees the proceeding; a wall around either is one around it."""
        return super().visible(who) & seen_through(who, "person__") & seen_through(who, "request__")

    @property
    def requesting(self) -> str:
        """The state that wants the person."""
        return self.case.state if self.request.direction == OUTGOING.name else self.request.counterpart

    @property
    def requested(self) -> str:
        """The state where the person is."""
        return self.request.counterpart if self.request.direction == OUTGOING.name else self.case.state


class ExtraditionConsent(InformedConsent):
    """A consent to be surrendered; ``gives_up_specialty`` where the person agreed to that, too."""

    extradition = models.ForeignKey(Extradition, models.PROTECT, related_name="consents")
    gives_up_specialty = models.BooleanField(default=False)


class ClaimOutcome(StrEnum):
    """What became of a claim for protection."""

    PENDING = "pending"
    GRANTED = "granted"
    NOT_GRANTED = "not_granted"


class ProtectionClaim(models.Model):
    """A claim for asylum or another protection that the person has made."""

    extradition = models.ForeignKey(Extradition, models.PROTECT, related_name="protection_claims")
    claimed_on = models.DateField()
    authority = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=20, default=ClaimOutcome.PENDING.value)
    decided_on = models.DateField(null=True)
    reference = models.CharField(max_length=120, blank=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)


class AssuranceDecision(StrEnum):
    """What the surrendering state made of an assurance."""

    OPEN = "open"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"


class Assurance(models.Model):
    """One assurance: what was promised, who gave it, who accepted it, and how it is watched."""

    extradition = models.ForeignKey(Extradition, models.PROTECT, related_name="assurances")
    kind = models.CharField(max_length=40)
    text = models.TextField()
    given_by = models.CharField(max_length=300)
    given_on = models.DateField()
    decision = models.CharField(max_length=20, default=AssuranceDecision.OPEN.value)
    decided_by = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True)
    decided_because = models.TextField(blank=True)
    monitored_by = models.CharField(max_length=300, blank=True)
    monitored_how = models.TextField(blank=True)
    report_every_days = models.PositiveIntegerField(null=True)

    class Meta:
        """In the order in which they came."""

        ordering = ("pk",)


class Kept(StrEnum):
    """Whether a report finds an assurance kept."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    UNKNOWN = "unknown"


class AssuranceReport(models.Model):
    """One report on an assurance after the surrender."""

    assurance = models.ForeignKey(Assurance, models.PROTECT, related_name="reports")
    day = models.DateField()
    reported_by = models.CharField(max_length=300)
    finding = models.CharField(max_length=20)
    text = models.TextField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """The newest first."""

        ordering = ("-day", "-pk")


class SurrenderedOffence(models.Model):
    """An offence for which the surrender was granted; ``conduct`` is the key of the conduct in the case."""

    extradition = models.ForeignKey(Extradition, models.PROTECT, related_name="surrendered_for")
    conduct = models.CharField(max_length=200)
    text = models.TextField(blank=True)

    class Meta:
        """An offence once."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("extradition", "conduct"), name="one_surrendered_offence_per_conduct"),
        )


class Extension(StrEnum):
    """How far the surrendering state's consent to a further charge has come."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class Charge(models.Model):
    """What the person is charged with, tried or held for after the surrender."""

    extradition = models.ForeignKey(Extradition, models.PROTECT, related_name="charges")
    conduct = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    charged_on = models.DateField()
    committed_on = models.DateField(null=True)
    source = models.CharField(max_length=300)
    dropped_on = models.DateField(null=True)
    extension = models.CharField(max_length=20, default=Extension.NOT_ASKED.value)
    extension_day = models.DateField(null=True)
    extension_by = models.CharField(max_length=300, blank=True)

    class Meta:
        """In the order in which they came."""

        ordering = ("pk",)
