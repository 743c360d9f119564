"""Returns on record: the plan, the host state's consent, the person's own, and officers' travel abroad."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.casework.extradition.models import Extradition
from comity.casework.identity import Identity
from comity.casework.lifecycle import RETURN
from comity.casework.people.models import Party
from comity.casework.records.models import CaseRecord
from comity.casework.records.scope import seen_through
from comity.casework.returns.routes import ROUTES, ReturnRoute, RouteRule
from comity.casework.safeguards.models import InformedConsent


class ReturnPlan(CaseRecord):
    """How one person is to come back: one route of the closed list, with its legal basis."""

    person = models.ForeignKey(Party, models.PROTECT, related_name="return_plans")
    route = models.CharField(max_length=30)
    legal_basis = models.CharField(max_length=300)
    host_state = models.CharField(max_length=3)
    extradition = models.ForeignKey(Extradition, models.PROTECT, null=True, related_name="return_plans")
    state = models.CharField(max_length=30, default=RETURN.first)
    subject: ClassVar[str] = "return"

    class Meta(CaseRecord.Meta):
        """One plan per key."""

        abstract = False
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_return_per_key"),)

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Who may see the person sees the plan."""
        return super().visible(who) & seen_through(who, "person__")

    @property
    def rule(self) -> RouteRule:
        """What its route rests on."""
        return ROUTES[ReturnRoute(self.route)]


class HostConsent(models.Model):
    """The host state's written consent to a return, or its own decision where the route is one."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="host_consents")
    authority = models.CharField(max_length=300)
    given_on = models.DateField()
    reference = models.CharField(max_length=120)
    terms = models.TextField(blank=True)
    valid_until = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)


class ReturnConsent(InformedConsent):
    """The person's own consent to come back, and what is declared about how it came about."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="consents")
    through_host_authority = models.BooleanField(default=False)
    no_contact_with_relatives = models.BooleanField(default=False)
    consulate_informed = models.BooleanField(default=False)

    @property
    def by_protocol(self) -> bool:
        """Whether everything that the protocol of a voluntary return asks for is declared, and the consent stands."""
        return self.stands and self.through_host_authority and self.no_contact_with_relatives


class TravelState(StrEnum):
    """How far an officer's travel has come."""

    ENTERED = "entered"
    APPROVED = "approved"
    CALLED_OFF = "called_off"


class OfficerTravel(CaseRecord):
    """Travel of officers to another state: approved only under that state's authorisation."""

    host_state = models.CharField(max_length=3)
    purpose = models.CharField(max_length=40)
    officers = models.CharField(max_length=400)
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=20, default=TravelState.ENTERED.value)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    subject: ClassVar[str] = "travel"

    class Meta(CaseRecord.Meta):
        """One travel per key."""

        abstract = False
        ordering = ("-first_day",)
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_travel_per_key"),)


class HostAuthorisation(models.Model):
    """The host state's authorisation of a travel: who gave it, for which days, and for what."""

    travel = models.ForeignKey(OfficerTravel, models.PROTECT, related_name="authorisations")
    authority = models.CharField(max_length=300)
    reference = models.CharField(max_length=120)
    given_on = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField()
    scope = models.TextField()

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
