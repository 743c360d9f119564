"""People and companies of a case, and what is decided about two that may be one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.records.json_text import JsonText
from comity.casework.records.models import CaseRecord


class Party(CaseRecord):
    """A person or a company; ``name`` is the main name, for lists; the record itself has every name.

    One that was merged into another stays as a row, so that whatever points at it still finds it and the merge can be
    undone; it is no part of the case while ``merged_into`` is set.
    """

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=400)
    refugee_from = models.CharField(max_length=3, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    subject: ClassVar[str] = "party"

    class Meta(CaseRecord.Meta):
        """One party per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_party_per_key"),)

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which parties a person may see: those of their records that were not merged into another."""
        return super().visible(who) & Q(merged_into__isnull=True)


class PartyMerge(models.Model):
    """One merge of two parties: everything as it was before, and every reference that was turned over."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="party_merges")
    kept = models.ForeignKey(Party, models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Party, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField()
    before = JsonText(default=dict)  # data, marks and handling of the kept one
    added = JsonText(default=dict)  # what the absorbed one brought, part by part
    references = JsonText(default=list)  # model, record, paths that were turned over, and the data before
    pointers = JsonText(default=list)  # rows of other tables that were turned over
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        """The newest first."""

        ordering = ("-at",)


class PartyDistinct(models.Model):
    """Two parties that somebody looked at and found not to be one; it holds while neither changes."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="distinct_parties")
    left = models.ForeignKey(Party, models.PROTECT, related_name="+")
    right = models.ForeignKey(Party, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        """One decision per pair and state of it."""

        constraints = (models.UniqueConstraint(fields=("left", "right", "digest"), name="one_decision_per_pair"),)
