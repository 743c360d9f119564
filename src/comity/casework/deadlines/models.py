"""Why a limit that is over has not been kept, in the words of a named person."""

from django.conf import settings
from django.db import models

from comity.casework.cases.models import Case


class OverdueReason(models.Model):
    """A reason for one limit that is over; it closes nothing, and speaks only for a while.

    ``subject`` and ``key`` name the record, ``kind`` the limit, ``since`` the day from which that limit is counted:
    when the clock starts again, the reason no longer speaks.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="overdue_reasons")
    subject = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=160)
    since = models.DateField()
    day = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order in which they were given."""

        ordering = ("pk",)
        indexes = (models.Index(fields=("case", "subject", "key")),)
