"""Bundles for the defence, what is in them, and the marks of exculpatory material."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.casework.cases.models import Case
from comity.casework.records.models import CaseRecord


class ExculpatoryMark(models.Model):
    """Somebody found that a record speaks for the person: from then on it is not left out in silence."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="exculpatory_marks")
    subject = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    reason = models.TextField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A record is marked once."""

        constraints = (models.UniqueConstraint(fields=("case", "subject", "key"), name="one_mark_per_record"),)


class DisclosureBundle(CaseRecord):
    """One bundle for the defence of one person; once it is released it is never changed, only followed by another."""

    recipient = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_on = models.DateField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    subject: ClassVar[str] = "disclosure"

    class Meta(CaseRecord.Meta):
        """One bundle per key."""

        abstract = False
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_bundle_per_key"),)


class DisclosureItem(models.Model):
    """One record in a bundle, or left out of it: an exculpatory one only with a lawyer's reason."""

    bundle = models.ForeignKey(DisclosureBundle, models.PROTECT, related_name="items")
    subject = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    left_out_because = models.TextField(blank=True)
    left_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        """A record once in a bundle."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("bundle", "subject", "key"), name="one_item_per_record"),)

    @property
    def is_in(self) -> bool:
        """Whether it goes to the defence."""
        return self.left_out_by_id is None
