"""Cases, who works on them, and the walls inside them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.casefile.case import Handling
from comity.casework.agencies.models import Agency
from comity.casework.identity import Identity
from comity.casework.records.json_text import JsonText
from comity.casework.records.scope import ScopedQuerySet, cleared_for, on_team, within_walls


class Case(models.Model):
    """One case. ``title`` and ``languages`` are as the case file has them; ``head`` is the rest of its first lines."""

    reference = models.CharField(max_length=120, unique=True)
    title = JsonText(default=dict)
    words = models.TextField(default="")  # reference and titles in all languages, to be searched
    state = models.CharField(max_length=3)
    languages = models.JSONField(default=list)
    opened = models.DateField(null=True)
    handling = models.CharField(max_length=20, default=Handling.OFFICIAL_USE.value)
    is_open = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)  # of the first lines; saving an older one fails
    changed = models.DateTimeField(auto_now=True)

    objects = ScopedQuerySet.as_manager()
    everything = models.Manager()

    class Meta:
        """The newest change first."""

        base_manager_name = "everything"
        ordering = ("-changed", "pk")
        indexes = (models.Index(fields=("-changed", "id")),)

    def __str__(self) -> str:
        """Its reference."""
        return self.reference

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which cases a person may see."""
        return on_team(who, "") & cleared_for(who, "handling")


class JoinedAgency(models.Model):
    """An agency that has joined a case; its people can be put on the team."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="joined")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="joined")
    since = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        """An agency joins a case once."""

        constraints = (models.UniqueConstraint(fields=("case", "agency"), name="one_joining_per_agency"),)


class Membership(models.Model):
    """A person on the team of a case: as owner, member or reader."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    relation = models.CharField(max_length=10)
    since = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        """A person is on a team once at a time."""

        constraints = (
            models.UniqueConstraint(fields=("case", "user"), condition=Q(ended=None), name="on_a_team_once_at_a_time"),
        )


class Wall(models.Model):
    """A wall of need to know inside a case: only its members see what stands behind it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="walls")
    title = models.CharField(max_length=200)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="walls")


class Note(models.Model):
    """A note on a case, never changed after it was written."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    wall = models.ForeignKey(Wall, models.PROTECT, null=True, blank=True, related_name="notes")

    objects = ScopedQuerySet.as_manager()
    everything = models.Manager()

    class Meta:
        """The newest first."""

        base_manager_name = "everything"
        ordering = ("-at",)

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which notes a person may see."""
        return on_team(who, "case__") & cleared_for(who, "case__handling") & within_walls(who)
