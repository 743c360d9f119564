"""A contribution: proposed by one person, decided by another, the same on every node that has it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class Contribution(models.Model):
    """What lessons and corrections have in common. ``origin`` is the state it came from, empty for our own."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    origin = models.CharField(max_length=3, blank=True)
    state = models.CharField(max_length=3)
    measure = models.CharField(max_length=40)
    language = models.CharField(max_length=10, default="en")
    status = models.CharField(max_length=20, default="proposed")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision = models.TextField(blank=True)

    subject: ClassVar[str] = "contribution"
    told: ClassVar[tuple[str, ...]] = ()  # the fields that the log names, beside state and measure

    class Meta:
        """Shared by the tables of the subjects."""

        abstract = True

    @property
    def keeper(self) -> int | None:
        """Who alone decides about it besides a second person; nobody, unless its subject says so."""
        return None

    @classmethod
    def kept_by_others(cls, user: int) -> models.Q:  # noqa: ARG003 - a subject with keepers asks
        """Which ones others alone decide about."""
        return models.Q(pk__in=())
