"""Requests, the versions that were reviewed and signed, and the files that left."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.casework.lifecycle import OUTGOING
from comity.casework.records.models import CaseRecord


class Request(CaseRecord):
    """One request in its state; an outgoing one can be drafted from the case, an incoming one was received.

    ``basis`` is the route taken, ``reasons`` why it ranks where it does, kept from the day it was chosen.
    """

    direction = models.CharField(max_length=10, default=OUTGOING.name)
    state = models.CharField(max_length=30, default=OUTGOING.first)
    counterpart = models.CharField(max_length=3)
    measure = models.CharField(max_length=40)
    basis = models.CharField(max_length=120, blank=True)
    reasons = models.JSONField(default=list)
    foreign_reference = models.CharField(max_length=120, blank=True)
    drafted_by = models.JSONField(default=list)
    version = models.ForeignKey("casework.Version", models.PROTECT, null=True, related_name="+")
    subject: ClassVar[str] = "request"

    class Meta(CaseRecord.Meta):
        """One request per key; lists are read by direction and state."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_request_per_key"),)
        indexes = (models.Index(fields=("direction", "state")),)


class StoredFile(models.Model):
    """A file that belongs to a version, kept by its digest."""

    version = models.ForeignKey("casework.Version", models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField()


class Version(models.Model):
    """A request as it stood when its review was confirmed; ``digest`` covers the data it was written from."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """Numbered from one."""

        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("request", "number"), name="one_version_per_number"),)


class Signature(models.Model):
    """The authority's signature under one version: who, in which role, when, over which digest."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64)

    class Meta:
        """A person signs a version once."""

        constraints = (models.UniqueConstraint(fields=("version", "user"), name="one_signature_per_person"),)
