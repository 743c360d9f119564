"""Who is looked out for, that somebody was checked, files of applicants, and consultations after a hit."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.casework.agencies.models import Agency
from comity.casework.cases.models import Case
from comity.casework.entry.codes import RowStatus
from comity.casework.identity import Identity
from comity.casework.lifecycle import ENTRY_CONSULTATION
from comity.casework.people.models import Party
from comity.casework.records.json_text import JsonText
from comity.casework.records.scope import ScopedQuerySet, cleared_for, on_team


def of_visible_party(who: Identity) -> Q:
    """What belongs to a person of a case whom this colleague may see."""
    walls = Q(party__wall__isnull=True) | Q(party__wall__members=who.user)
    case = on_team(who, "case__") & cleared_for(who, "case__handling")
    return case & cleared_for(who, "party__handling") & walls & Q(party__merged_into__isnull=True)


class Lookout(models.Model):
    """The owner's word that an immigration desk may learn of this person: on which ground, and whom it contacts then.

    It ends when somebody ends it, and by itself after a time that is computed.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="lookouts")
    party = models.ForeignKey(Party, models.PROTECT, related_name="lookouts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    ground = models.TextField()
    contact = models.CharField(max_length=300)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedQuerySet.as_manager()
    everything = models.Manager()

    class Meta:
        """The newest first."""

        base_manager_name = "everything"
        ordering = ("-pk",)

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which of them a person may see: those of the people of their cases."""
        return of_visible_party(who)


class EntryFile(models.Model):
    """A file of visa or residence applicants, checked portion by portion."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    on = models.DateField()
    purpose = models.CharField(max_length=30)
    reference = models.CharField(max_length=120)
    name = models.CharField(max_length=200)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)


class EntryCheck(models.Model):
    """That somebody was checked, by whom, for what, and whether it was a hit; never who it was."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    purpose = models.CharField(max_length=30)
    reference = models.CharField(max_length=120)
    hit = models.BooleanField()

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=("by", "at")),)


class Consultation(models.Model):
    """The immigration desk and the case speak about one applicant; the desk sees neither the case nor the reasons."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="consultations")
    party = models.ForeignKey(Party, models.PROTECT, related_name="consultations")
    lookout = models.ForeignKey(Lookout, models.PROTECT, related_name="consultations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")  # of the desk that asked
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    purpose = models.CharField(max_length=30)
    reference = models.CharField(max_length=120)
    applicant = JsonText(default=dict)
    reasons = JsonText(default=dict)
    state = models.CharField(max_length=20, default=ENTRY_CONSULTATION.first)
    outcome = models.CharField(max_length=30, blank=True)
    non_refoulement = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet.as_manager()
    everything = models.Manager()

    class Meta:
        """The newest first."""

        base_manager_name = "everything"
        ordering = ("-pk",)

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which consultations a person sees from the side of the case; the desk has its own way."""
        return of_visible_party(who)


class ConsultationMessage(models.Model):
    """One message in a consultation, never changed."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    side = models.CharField(max_length=10)
    on = models.DateField()
    text = models.TextField()

    class Meta:
        """In the order in which they were written."""

        ordering = ("pk",)


class EntryFileRow(models.Model):
    """A row of a file of applicants: who it is only until it was checked, then its status and nothing more."""

    file = models.ForeignKey(EntryFile, models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    label = models.CharField(max_length=200)
    data = JsonText(default=dict)
    status = models.CharField(max_length=10, default=RowStatus.WAITING.value)
    trouble = models.CharField(max_length=300, blank=True)
    consultations = models.ManyToManyField(Consultation, related_name="+")

    class Meta:
        """In the order of the file."""

        ordering = ("pk",)
        indexes = (models.Index(fields=("file", "status")),)
