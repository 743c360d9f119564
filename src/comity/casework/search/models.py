"""The index of the search: one entry for each text of one protection, one row for each of its words.

It is worked out from the records and can be thrown away; the log says which cases have changed since.
"""

from django.db import models
from django.db.models import Q

from comity.casefile.case import Handling
from comity.casework.cases.models import Case, Wall
from comity.casework.identity import Identity
from comity.casework.records.scope import ScopedQuerySet, cleared_for, on_team, within_walls


class SearchEntry(models.Model):
    """What a record says under one handling level; a record with a sealed field has an entry for each level."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="search_entries")
    subject = models.CharField(max_length=20)
    record = models.BigIntegerField()
    title = models.CharField(max_length=400)
    text = models.TextField()
    handling = models.CharField(max_length=20, default=Handling.OFFICIAL_USE.value)
    wall = models.ForeignKey(Wall, models.CASCADE, null=True, related_name="+", db_index=False)  # it misleads a planner

    objects = ScopedQuerySet.as_manager()
    everything = models.Manager()

    class Meta:
        """Read only for somebody."""

        base_manager_name = "everything"

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which entries a person may see: those of the records that they may see."""
        case = on_team(who, "case__") & cleared_for(who, "case__handling")
        return case & cleared_for(who, "handling") & within_walls(who)


class SearchWord(models.Model):
    """One word of an entry; ``weight`` is 3 for names and numbers, 2 for titles, 1 for text."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="words", db_index=False)
    token = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        """Found by its word, the weightiest first; tokens are compared byte by byte on SQLite, by pattern elsewhere."""

        indexes = (
            models.Index(fields=("token", "-weight", "-entry"), name="search_by_word"),
            models.Index(fields=("token",), name="search_by_beginning", opclasses=("varchar_pattern_ops",)),
            models.Index(fields=("entry", "token"), name="search_by_entry"),
        )


class SearchMark(models.Model):
    """How far the log has been read: every case that it names after that is indexed again before the next answer."""

    read_up_to = models.BigIntegerField(default=-1)
