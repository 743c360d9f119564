"""Assets of a case and how far they have come; the orders, claims and agreements about them, and reports on the use."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.casework.identity import Identity
from comity.casework.lifecycle import AGREEMENT, ASSET, CLAIM
from comity.casework.records.models import CaseRecord
from comity.casework.records.scope import cleared_for


class Asset(CaseRecord):
    """One asset in its state of the asset life cycle."""

    state = models.CharField(max_length=30, default=ASSET.first)
    subject: ClassVar[str] = "asset"

    class Meta(CaseRecord.Meta):
        """One asset per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_asset_per_key"),)


class AssetOrder(CaseRecord):
    """A decision that holds or takes assets, made by an authority of ``state``; what nobody has stated is None.

    ``ends`` and ``claims_by`` are the days that the decision itself sets, ``limit_source`` where it says so.
    """

    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=3)
    court = models.CharField(max_length=300)
    made = models.DateField()
    reference = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=300, blank=True)
    final = models.BooleanField(null=True)
    ends = models.DateField(null=True)
    claims_by = models.DateField(null=True)
    limit_source = models.CharField(max_length=300, blank=True)
    assets = models.ManyToManyField(Asset, related_name="orders")
    subject: ClassVar[str] = "order"

    class Meta(CaseRecord.Meta):
        """One order per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_order_per_key"),)


class AboutAsset(CaseRecord):
    """A record about one asset: whoever may not see the asset does not see it either."""

    class Meta(CaseRecord.Meta):
        """Shared by claims and reports."""

        abstract = True

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which of them a person may see: by their own wall and handling, and by those of the asset."""
        walls = Q(asset__wall__isnull=True) | Q(asset__wall__members=who.user)
        return super().visible(who) & cleared_for(who, "asset__handling") & walls


class AssetClaim(AboutAsset):
    """What a third party or a victim asks for out of an asset; without a sum it asks for the whole."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=30, default=CLAIM.first)
    claimant = models.CharField(max_length=300)
    basis = models.TextField(blank=True)
    minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    filed = models.DateField()
    court = models.CharField(max_length=300, blank=True)
    decided = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    good_faith = models.BooleanField(null=True)
    granted = models.BigIntegerField(null=True)
    appeal_by = models.DateField(null=True)
    appeal_source = models.CharField(max_length=300, blank=True)
    subject: ClassVar[str] = "claim"

    class Meta(AboutAsset.Meta):
        """One claim per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_claim_per_key"),)


class Agreement(CaseRecord):
    """An agreement between states on who gets which part of an asset, on what terms, and who reports on the use.

    ``shares`` are exact parts as text (3/5); ``basis`` is the id of an instrument of the law data, or empty.
    """

    title = models.CharField(max_length=300)
    state = models.CharField(max_length=30, default=AGREEMENT.first)
    shares = models.JSONField(default=list)
    basis = models.CharField(max_length=120, blank=True)
    costs = models.CharField(max_length=60)
    conditions = models.TextField(blank=True)
    report_months = models.PositiveSmallIntegerField(null=True)
    report_source = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    signed = models.DateField(null=True)
    assets = models.ManyToManyField(Asset, related_name="agreements")
    subject: ClassVar[str] = "agreement"

    class Meta(CaseRecord.Meta):
        """One agreement per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_agreement_per_key"),)


class UseReport(AboutAsset):
    """A report on what returned money was spent on: each line a purpose and a sum, booked in one entry."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="use_reports")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="use_reports")
    entry = models.OneToOneField("casework.LedgerEntry", models.PROTECT, related_name="use_report")
    received = models.DateField()
    reporter = models.CharField(max_length=300)
    reference = models.CharField(max_length=300)
    lines = models.JSONField(default=list)
    subject: ClassVar[str] = "use_report"

    class Meta(AboutAsset.Meta):
        """One report per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_use_report_per_key"),)
