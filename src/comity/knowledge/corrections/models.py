"""A correction of one fact of a state's page, with its source; the law data itself is changed by its editors."""

from typing import ClassVar

from django.db import models

from comity.knowledge.contributions.models import Contribution


class Correction(Contribution):
    """One correction: which fact, what it says now (empty where it is missing), what it should say, on which source."""

    section = models.CharField(max_length=40)
    about = models.CharField(max_length=300)
    says = models.TextField(blank=True)
    should_say = models.TextField()
    source = models.CharField(max_length=500)
    address = models.CharField(max_length=500, blank=True)
    source_date = models.DateField(null=True)
    proposed_on = models.DateField()
    subject: ClassVar[str] = "correction"
    told: ClassVar[tuple[str, ...]] = ("section",)

    class Meta:
        """The newest first; read by state."""

        ordering = ("-proposed_on", "-pk")
        indexes = (models.Index(fields=("state", "status")),)
