"""Assets of a case and how far they have come."""

from typing import ClassVar

from django.db import models

from comity.casework.lifecycle import ASSET
from comity.casework.records.models import CaseRecord


class Asset(CaseRecord):
    """One asset in its state of the asset life cycle."""

    state = models.CharField(max_length=30, default=ASSET.first)
    subject: ClassVar[str] = "asset"

    class Meta(CaseRecord.Meta):
        """One asset per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_asset_per_key"),)
