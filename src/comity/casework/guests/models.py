"""A mailbox for one authority and one communication, and what was brought to it."""

from django.conf import settings
from django.db import models

from comity.casework.correspondence.models import Communication


class GuestMailbox(models.Model):
    """A link and a code that went two different ways; of both, only digests are kept here."""

    communication = models.ForeignKey(Communication, models.PROTECT, related_name="mailboxes")
    recipient = models.CharField(max_length=300)
    channel = models.CharField(max_length=300)
    token_digest = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=200)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        """The newest first."""

        ordering = ("-pk",)


class GuestUpload(models.Model):
    """A file that a guest brought; it lies in quarantine and became a communication without a seal."""

    mailbox = models.ForeignKey(GuestMailbox, models.PROTECT, related_name="uploads")
    communication = models.ForeignKey(Communication, models.PROTECT, related_name="+")
    file = models.ForeignKey("casework.KeptFile", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order in which they came."""

        ordering = ("pk",)
