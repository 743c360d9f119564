"""The safeguard review: what a named lawyer looked at, on what evidence, and what came of each check."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.casework.requests.models import Request, Version
from comity.casework.safeguards.checks import Purpose


class SafeguardReview(models.Model):
    """One signed review, before a request leaves, a surrender or a departure. Never changed, only followed.

    ``checks`` holds the answer to each check and ``reasons`` why; ``note`` what the lawyer wants to add.
    """

    request = models.ForeignKey(Request, models.PROTECT, null=True, related_name="safeguard_reviews")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="safeguard_reviews")
    extradition = models.ForeignKey("casework.Extradition", models.PROTECT, null=True, related_name="safeguard_reviews")
    plan = models.ForeignKey("casework.ReturnPlan", models.PROTECT, null=True, related_name="safeguard_reviews")
    purpose = models.CharField(max_length=30, default=Purpose.BEFORE_SENDING.value)
    lawyer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    checks = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    class Meta:
        """The newest first; each review is about one thing."""

        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(request__isnull=False, extradition__isnull=True, plan__isnull=True)
                | Q(request__isnull=True, extradition__isnull=False, plan__isnull=True)
                | Q(request__isnull=True, extradition__isnull=True, plan__isnull=False),
                name="a_review_is_about_one_thing",
            ),
        )

    @property
    def newest_evidence(self) -> dt.date | None:
        """The day of the newest evidence."""
        return max((entry.day for entry in self.evidence.all()), default=None)


class CountryEvidence(models.Model):
    """One piece of dated evidence on a country that a review rests on; ``check_name`` is empty where it is for all."""

    review = models.ForeignKey(SafeguardReview, models.PROTECT, related_name="evidence")
    source = models.CharField(max_length=300)
    day = models.DateField()
    says = models.TextField()
    check_name = models.CharField(max_length=40, blank=True)

    class Meta:
        """The newest first."""

        ordering = ("-day", "pk")


class InformedConsent(models.Model):
    """A consent of the person concerned: before which authority, with which lawyer, and whether it was taken back."""

    given_on = models.DateField()
    authority = models.CharField(max_length=300)
    lawyer = models.CharField(max_length=300)
    lawyer_independent = models.BooleanField(default=False)
    told_of_rights = models.BooleanField(default=False)
    language = models.CharField(max_length=100)
    revoked_on = models.DateField(null=True)
    revoked_words = models.TextField(blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """Shared by extradition and return; the newest first."""

        abstract = True
        ordering = ("-pk",)

    @property
    def stands(self) -> bool:
        """Whether it was given with knowledge, with an independent lawyer, and was not taken back."""
        return self.revoked_on is None and self.lawyer_independent and self.told_of_rights
