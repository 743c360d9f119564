"""An address of the directory, and the messages that were sent to see whether it works."""

from django.conf import settings
from django.db import models


class Contact(models.Model):
    """One authority in one role. ``checked_on`` is the day on which somebody made sure that the address is right."""

    state = models.CharField(max_length=3)
    role = models.CharField(max_length=40)
    authority = models.CharField(max_length=300)
    unit = models.CharField(max_length=300, blank=True)
    address = models.TextField(blank=True)
    mailbox = models.CharField(max_length=254, blank=True)
    telephone = models.CharField(max_length=60, blank=True)
    languages = models.JSONField(default=list)
    hours = models.CharField(max_length=200, blank=True)
    node = models.CharField(max_length=64, blank=True)  # the node to which a test message goes, where it has one
    source = models.CharField(max_length=500)
    checked_on = models.DateField()
    ended_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """By state and role."""

        ordering = ("state", "role", "authority")
        indexes = (models.Index(fields=("state", "role")),)


class AddressCheck(models.Model):
    """A message that only asks whether the address works, and whether an answer came.

    One with a ``digest`` went sealed to the authority's node, and the receipt of that node is the answer.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="tests")
    sent_on = models.DateField()
    answered_on = models.DateField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """The newest first."""

        ordering = ("-sent_on", "-pk")
