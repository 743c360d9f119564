"""The safeguard review: what a named lawyer looked at, on what evidence, and what came of each check."""

from django.conf import settings
from django.db import models

from comity.casework.requests.models import Request, Version


class SafeguardReview(models.Model):
    """One signed review of one version, before a request leaves or before a surrender. Never changed, only followed."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="safeguard_reviews")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="safeguard_reviews")
    purpose = models.CharField(max_length=30, default="before_sending")
    lawyer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    checks = models.JSONField(default=dict)
    evidence = models.TextField()
    evidence_on = models.DateField()
    note = models.TextField(blank=True)

    class Meta:
        """The newest first."""

        ordering = ("-at",)
