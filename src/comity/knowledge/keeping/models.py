"""The keeper of a state's page: who decides about its corrections and goes through it once a year."""

from django.conf import settings
from django.db import models


class StatePage(models.Model):
    """One state's page in this office; ``reviewed_on`` is the day on which its keeper last went through all of it."""

    state = models.CharField(max_length=3, unique=True)
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """By state."""

        ordering = ("state",)

    @classmethod
    def keeper_of(cls, state: str) -> int | None:
        """Who keeps a state's page, where somebody does who is still in the office."""
        return cls.objects.filter(state=state, keeper__is_active=True).values_list("keeper", flat=True).first()

    @classmethod
    def kept_by_others(cls, user: int) -> "models.QuerySet[StatePage, str]":
        """The states whose pages others keep."""
        return cls.objects.filter(keeper__is_active=True).exclude(keeper=user).values_list("state", flat=True)
