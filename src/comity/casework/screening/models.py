"""Screenings, what they found, and what two reviewers decided; of whom nothing was found only the screening is kept."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.casework.accounts.models import User
from comity.casework.background.models import Worked
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.lifecycle import SCREENING_HIT
from comity.casework.people.models import Party
from comity.casework.records.json_text import JsonText
from comity.casework.records.scope import ScopedQuerySet, cleared_for, on_team


class ScreeningRun(Worked):
    """One screening: who, when, for which lawful purpose, against which versions of which lists, and what differed.

    ``files`` are the indexes asked for (all where empty), ``subjects`` the ids of those screened with the digest of
    what was compared, ``outcome`` the hits that are new, changed, gone or reopened against the screening before.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="screenings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    purpose = models.CharField(max_length=30)
    basis = models.TextField()
    thresholds = JsonText(default=dict)
    files = JsonText(default=list)
    lists = JsonText(default=list)
    algorithm = JsonText(default=dict)
    subjects = JsonText(default=list)
    outcome = JsonText(default=dict)

    subject: ClassVar[str] = "screening"
    work: ClassVar[str] = "comity.casework.screening.running.screening_search"
    objects = ScopedQuerySet.as_manager()
    everything = models.Manager()

    class Meta:
        """The newest first."""

        base_manager_name = "everything"
        ordering = ("-pk",)

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which screenings a person may see: those of their cases."""
        return on_team(who, "case__") & cleared_for(who, "case__handling")

    @property
    def asked_by(self) -> User:
        """Who screens."""
        return self.by


class ScreeningHit(models.Model):
    """Somebody of a case and an entry of a list who may be the same, with all reasons, and where it stands."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="screening_hits")
    party = models.ForeignKey(Party, models.PROTECT, related_name="screening_hits")
    list_name = models.CharField(max_length=200)
    entry_id = models.CharField(max_length=300)
    caption = models.CharField(max_length=400)
    entry = JsonText(default=dict)
    comparison = JsonText(default=dict)
    origin = JsonText(default=dict)
    score = models.FloatField()
    subject_digest = models.CharField(max_length=64)
    entry_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=SCREENING_HIT.first)
    first_run = models.ForeignKey(ScreeningRun, models.PROTECT, related_name="+")
    last_run = models.ForeignKey(ScreeningRun, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()
    everything = models.Manager()

    class Meta:
        """One hit per party and entry; the surest first."""

        base_manager_name = "everything"
        ordering = ("-score", "pk")
        constraints = (
            models.UniqueConstraint(fields=("party", "list_name", "entry_id"), name="one_hit_per_party_and_entry"),
        )

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which hits a person may see: those of the people and companies that they may see."""
        walls = Q(party__wall__isnull=True) | Q(party__wall__members=who.user)
        case = on_team(who, "case__") & cleared_for(who, "case__handling")
        return case & cleared_for(who, "party__handling") & walls & Q(party__merged_into__isnull=True)


class HitReview(models.Model):
    """One word of a reviewer on a hit; never changed, only followed by the next."""

    hit = models.ForeignKey(ScreeningHit, models.PROTECT, related_name="reviews")
    action = models.CharField(max_length=20)
    outcome = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    subject_digest = models.CharField(max_length=64)
    entry_digest = models.CharField(max_length=64)

    class Meta:
        """In the order in which they were given."""

        ordering = ("pk",)
