"""What a person changed of a step that a lesson has become: its words, its kind, its limit, or that it is left out."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from comity.knowledge.lessons.models import Lesson


class StepChange(models.Model):
    """How the office keeps the step of one lesson; a lesson without a row is a step as it stands."""

    lesson = models.OneToOneField(Lesson, models.CASCADE, related_name="step_change")
    title = models.TextField(blank=True)
    kind = models.CharField(max_length=40, blank=True)
    days = models.PositiveIntegerField(null=True)
    left_out = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    subject: ClassVar[str] = "playbook_step"

    class Meta:
        """In the order in which they were changed."""

        ordering = ("pk",)

    def details(self) -> dict[str, Any]:
        """What the log says of a change."""
        return {"title": self.title, "kind": self.kind, "days": self.days, "reason": self.reason}
