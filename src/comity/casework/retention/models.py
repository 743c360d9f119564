"""Rules of retention, legal holds, deletions that wait for a second person, and the certificates that remain."""

from enum import StrEnum

from django.conf import settings
from django.db import models

from comity.casework.cases.models import Case


class CaseKind(StrEnum):
    """What kind of case a rule is for."""

    OWN = "own"
    RECEIVED = "received"


class RetentionRule(models.Model):
    """How many months after its end a kind of case is kept, and who says so; a new rule follows an old one."""

    kind = models.CharField(max_length=20)
    months = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)


class LegalHold(models.Model):
    """A reason for which a case may not be deleted, whatever the rule says."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="legal_holds")
    reason = models.TextField()
    since = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)


class DeletionProposal(models.Model):
    """A deletion that one person proposes and another carries out."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="deletion")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_on = models.DateField()


class Erasure(models.Model):
    """Stands only while a case is being deleted: the database then lets the ledger go that it otherwise keeps."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")


class DeletionCertificate(models.Model):
    """The proof of a deletion: what kind of record and how many, under which digest, by whom and by which rule.

    ``tables`` holds, for each table, the number of rows and the digest over them; ``digest`` covers the certificate.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="deletion_certificate")
    reference = models.CharField(max_length=120)
    rule = models.CharField(max_length=400)
    deleted_on = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    tables = models.JSONField(default=dict)
    details = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
