"""Evidence: the files that were brought in, the items of the register, and every hand they went through."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.casework.cases.models import Case
from comity.casework.evidence.kept import KeptDigest
from comity.casework.records.models import CaseRecord


class KeptFile(models.Model):
    """A file kept by its digest: in quarantine until a named person releases it. It is seen with what it hangs on."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="kept_files")
    name = models.CharField(max_length=200)
    found = models.CharField(max_length=30)  # what its bytes are, whatever the name says
    doubtful = models.BooleanField(default=False)  # it can act on its reader, or its name says something else
    digest = KeptDigest(db_index=True)
    size = models.PositiveBigIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    package = models.CharField(max_length=64, blank=True, db_index=True)  # in which it came, where nobody brought it
    state = models.CharField(max_length=12, default="quarantined")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    @property
    def is_released(self) -> bool:
        """Whether it may be downloaded."""
        return self.state == "released"


class EvidenceItem(CaseRecord):
    """One item of the register. ``data`` says what it is, where it came from and how it may be used."""

    file = models.ForeignKey(KeptFile, models.PROTECT, null=True, related_name="items")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    subject: ClassVar[str] = "evidence"

    class Meta(CaseRecord.Meta):
        """One item per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_item_per_key"),)


class CustodyEvent(models.Model):
    """One link of the chain of custody; links are added and never changed."""

    item = models.ForeignKey(EvidenceItem, models.PROTECT, related_name="custody")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    day = models.DateField()
    giver = models.CharField(max_length=300)
    holder = models.CharField(max_length=300)
    why = models.CharField(max_length=500)
    seal = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """From the first hand to the last."""

        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("item", "number"), name="one_link_per_number"),)
