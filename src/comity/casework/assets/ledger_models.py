"""The ledger as it is stored: entries and their postings, which the database lets nobody change or delete."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.casework.assets.models import Agreement, Asset, AssetClaim
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.records.scope import ScopedQuerySet, cleared_for, on_team


class LedgerEntry(models.Model):
    """One entry, numbered within its case; ``leaf`` is the entry of the log that holds the digest of all of it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="ledger")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="ledger")
    number = models.PositiveIntegerField()
    day = models.DateField()
    kind = models.CharField(max_length=20)
    text = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300)
    rate = models.JSONField(null=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="ledger")
    claim = models.ForeignKey(AssetClaim, models.PROTECT, null=True, related_name="ledger")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    leaf = models.BigIntegerField()

    objects = ScopedQuerySet.as_manager()
    everything = models.Manager()

    class Meta:
        """Numbered from one in each case."""

        base_manager_name = "everything"
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="one_entry_per_number"),)

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which entries a person may see: those of the assets they may see."""
        walls = Q(asset__wall__isnull=True) | Q(asset__wall__members=who.user)
        case = on_team(who, "case__") & cleared_for(who, "case__handling")
        return case & cleared_for(who, "asset__handling") & walls


class LedgerPosting(models.Model):
    """One line of an entry: whole minor units on an account, in the hands of a state."""

    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="postings")
    account = models.CharField(max_length=30)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    holder = models.CharField(max_length=3, blank=True)

    class Meta:
        """In the order in which they were booked."""

        ordering = ("pk",)
