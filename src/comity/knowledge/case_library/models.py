"""The tables of the library: summaries, files brought in, and the words and tags by which a summary is found."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.casework.records.json_text import JsonText
from comity.knowledge.case_library.summary import Summary
from comity.knowledge.contributions.models import Contribution


class LibraryFile(models.Model):
    """A file of summaries: read first, taken over once somebody has looked at it, decided about by a second person."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.TextField(blank=True)  # until it is taken over or put away
    status = models.CharField(max_length=20, default="read")
    cases = models.PositiveIntegerField(default=0)
    brought_on = models.DateField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """The newest first."""

        ordering = ("-pk",)


class LibraryCase(Contribution):
    """A summary. ``state`` and ``measure`` are the first of its lists; nothing leads back to a case of the office."""

    title = models.CharField(max_length=400)
    shortest = models.PositiveIntegerField(null=True)
    longest = models.PositiveIntegerField(null=True)
    proposed_on = models.DateField()
    revision = models.PositiveIntegerField(default=1)
    file = models.ForeignKey(LibraryFile, models.PROTECT, null=True, related_name="summaries")
    data = JsonText(default=dict)  # last, so that what a search asks of a row is read without it
    subject: ClassVar[str] = "library_case"
    told: ClassVar[tuple[str, ...]] = ("title",)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=("status", "-id"), name="library_by_status"),)

    @property
    def summary(self) -> Summary:
        """Its value."""
        rest = {name: value for name, value in self.data.items() if name not in {"uid", "amounts", "sources"}}
        return Summary(str(self.uid), rest, tuple(self.data.get("amounts", ())), tuple(self.data.get("sources", ())))


class LibraryTag(models.Model):
    """A code by which summaries are filtered: ``kind`` is the field, ``value`` the code."""

    entry = models.ForeignKey(LibraryCase, models.CASCADE, related_name="tags", db_index=False)
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=60)

    class Meta:
        """Found by what it says, and by the summary it is on."""

        indexes = (
            models.Index(fields=("kind", "value", "-entry"), name="library_by_tag"),
            models.Index(fields=("entry", "kind", "value"), name="library_tags_of"),
        )


class LibraryToken(models.Model):
    """A word that stands in some summary."""

    token = models.CharField(max_length=40, unique=True)

    class Meta:
        """Found by its beginning, too."""

        indexes = (models.Index(fields=("token",), name="library_by_beginning", opclasses=("varchar_pattern_ops",)),)


class LibraryPosting(models.Model):
    """That a word stands in a summary; ``weight`` grows with where it stands and how often."""

    token = models.ForeignKey(LibraryToken, models.CASCADE, related_name="+", db_index=False)
    entry = models.ForeignKey(LibraryCase, models.CASCADE, related_name="+", db_index=False)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        """By its word, the weightiest first; and by its summary."""

        indexes = (
            models.Index(fields=("token", "-weight", "-entry"), name="library_by_word"),
            models.Index(fields=("entry", "token", "weight"), name="library_by_entry"),
        )
