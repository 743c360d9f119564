"""Requests, the versions that were reviewed and signed, and the files that left."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.casework.lifecycle import OUTGOING
from comity.casework.records.json_text import JsonText
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
    """A request as it stood when its review was confirmed; ``digest`` covers ``content``, what it was written from."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = JsonText(default=dict)
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


class StepTaken(models.Model):
    """One step with all that was recorded with it, by the names of its form; never changed, only followed."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="steps_taken")
    action = models.CharField(max_length=40)
    to = models.CharField(max_length=30)
    day = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    given = JsonText(default=dict)

    class Meta:
        """In the order in which they were taken."""

        ordering = ("pk",)


class StepLetter(models.Model):
    """A letter of the office that went with a step, as it was written; our own words, so it needs no quarantine."""

    step = models.ForeignKey(StepTaken, models.PROTECT, related_name="letters")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        """In the order in which they were written."""

        ordering = ("pk",)


class AttachedFile(models.Model):
    """A file that came with a request or with one of its steps; it stays in quarantine until somebody releases it."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="attachments")
    step = models.ForeignKey(StepTaken, models.PROTECT, null=True, related_name="attachments")
    file = models.ForeignKey("casework.KeptFile", models.PROTECT, related_name="+")

    class Meta:
        """In the order in which they came."""

        ordering = ("pk",)


class GroundAnswer(models.Model):
    """A reviewer's answer to one ground of the admissibility checklist; the newest for a rule counts.

    ``suggested`` is what the law room found on that day, so that a later change of the law can be seen.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="ground_answers")
    rule = models.CharField(max_length=160)
    answer = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    suggested = models.CharField(max_length=20, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order in which they were given."""

        ordering = ("pk",)


class ResultItem(models.Model):
    """One thing that is handed over in execution of a request, with the conditions on which it may be used."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="results")
    title = models.CharField(max_length=300)
    file = models.ForeignKey("casework.KeptFile", models.PROTECT, null=True, related_name="+")
    purpose = models.TextField()
    specialty = models.CharField(max_length=30)
    confidentiality = models.CharField(max_length=30)
    keep_until = models.DateField(null=True)
    originals_back = models.DateField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order in which they were added."""

        ordering = ("pk",)
