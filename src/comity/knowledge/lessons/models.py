"""A lesson: of which state, measure and reason, in words that name nobody."""

import uuid

from django.conf import settings
from django.db import models

from comity.casework.requests.models import Request


class Lesson(models.Model):
    """One lesson. ``uid`` is the same on every node that has it; ``origin`` is empty for our own.

    Our own hang on the request that taught them, which only those who may see it can open; the lesson itself is
    written so that it names nobody, and a second person confirms that before anybody else reads it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    request = models.ForeignKey(Request, models.PROTECT, null=True, related_name="lessons")
    origin = models.CharField(max_length=3, blank=True)
    state = models.CharField(max_length=3)
    measure = models.CharField(max_length=40)
    happened = models.CharField(max_length=20)
    reason = models.CharField(max_length=40)
    text = models.TextField()
    advice = models.TextField()
    language = models.CharField(max_length=10, default="en")
    learnt_on = models.DateField()
    status = models.CharField(max_length=20, default="proposed")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision = models.TextField(blank=True)

    class Meta:
        """The newest first; read by state and measure."""

        ordering = ("-learnt_on", "-pk")
        indexes = (models.Index(fields=("state", "measure", "status")),)
