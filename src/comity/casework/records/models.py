"""A record of a case: its data in the shape of the case file, its handling, and the wall it stands behind."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.casefile.case import Handling
from comity.casework.cases.models import Case, Wall
from comity.casework.identity import Identity
from comity.casework.records.json_text import JsonText
from comity.casework.records.scope import ScopedQuerySet, cleared_for, on_team, within_walls


class CaseRecord(models.Model):
    """What every record of a case has.

    ``data`` is exactly what the case file holds under the record's id, so that nothing is lost on the way in or out.
    ``marks`` raises the handling of single fields. ``revision`` grows with every change; saving an older one fails.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)s_set")
    key = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    data = JsonText(default=dict)
    handling = models.CharField(max_length=20, default=Handling.OFFICIAL_USE.value)
    marks = models.JSONField(default=dict)
    wall = models.ForeignKey(Wall, models.PROTECT, null=True, blank=True, related_name="%(class)s_set")
    revision = models.PositiveIntegerField(default=1)

    subject: ClassVar[str] = "record"
    objects = ScopedQuerySet.as_manager()
    everything = models.Manager()

    class Meta:
        """Shared by the tables of the subjects."""

        abstract = True
        base_manager_name = "everything"
        ordering = ("position",)

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which records a person may see."""
        case = on_team(who, "case__") & cleared_for(who, "case__handling")
        return case & cleared_for(who, "handling") & within_walls(who)


class Record(CaseRecord):
    """A record that needs no columns of its own: conduct, proceedings, claims, documents, facts, authorities."""

    kind = models.CharField(max_length=20)
    subject: ClassVar[str] = "record"

    class Meta(CaseRecord.Meta):
        """One record per kind and key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "kind", "key"), name="one_record_per_key"),)
