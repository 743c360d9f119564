"""A correction of one fact of a state's page, with its source; the law data itself is changed by its editors."""

from typing import ClassVar

from django.db import models

from comity.knowledge.contributions.models import Contribution
from comity.knowledge.keeping.models import StatePage


class Correction(Contribution):
    """One correction: which fact, what it says now (empty where it is missing), what it should say, on which source."""

    section = models.CharField(max_length=40)
    about = models.CharField(max_length=300)
    says = models.TextField(blank=True)
    should_say = models.TextField()
    source = models.CharField(max_length=500)
    address = models.CharField(max_length=500, blank=True)
    source_date = models.DateField(null=True)
    proposed_on = models.DateField()
    subject: ClassVar[str] = "correction"
    told: ClassVar[tuple[str, ...]] = ("section",)

    class Meta:
        """The newest first; read by state."""

        ordering = ("-proposed_on", "-pk")
        indexes = (models.Index(fields=("state", "status")),)

    @property
    def keeper(self) -> int | None:
        """The keeper of the state's page decides about it, unless they proposed it themselves."""
        return StatePage.keeper_of(self.state)

    @classmethod
    def kept_by_others(cls, user: int) -> models.Q:
        """Those about states whose pages others keep, unless the keeper proposed it."""
        others = models.Q(state__in=StatePage.kept_by_others(user))
        return others & ~models.Q(proposed_by__in=StatePage.objects.values("keeper"))
