"""Tasks of a case."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.casework.agencies.models import Agency
from comity.casework.records.models import CaseRecord


class Task(CaseRecord):
    """One task: whose it is, how far it has come; ``data`` says what, why, and when it is due.

    ``data["due"]`` is a day that somebody set, or a limit that runs from a day; the due day is worked out from it.
    """

    state = models.CharField(max_length=12, default="open")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="tasks")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="tasks")
    subject: ClassVar[str] = "task"

    class Meta(CaseRecord.Meta):
        """One task per key; lists are read by owner and state."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_task_per_key"),)
        indexes = (models.Index(fields=("state", "owner")), models.Index(fields=("state", "agency")))
