"""A lesson: of which state, measure and reason, in words that name nobody."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.casework.requests.models import Request
from comity.knowledge.contributions.models import Contribution


class Lesson(Contribution):
    """One lesson. Our own hang on the request that taught them, which only those who may see it can open.

    A confirmed one stays when its case is deleted: a second person has seen to it that it names nobody.
    """

    outlives: ClassVar[Q] = Q(status="confirmed")
    request = models.ForeignKey(Request, models.SET_NULL, null=True, related_name="lessons")
    happened = models.CharField(max_length=20)
    reason = models.CharField(max_length=40)
    text = models.TextField()
    advice = models.TextField()
    learnt_on = models.DateField()
    subject: ClassVar[str] = "lesson"
    told: ClassVar[tuple[str, ...]] = ("reason", "happened")

    class Meta:
        """The newest first; read by state and measure."""

        ordering = ("-learnt_on", "-pk")
        indexes = (models.Index(fields=("state", "measure", "status")),)
