"""People and companies of a case."""

from typing import ClassVar

from django.db import models

from comity.casework.records.models import CaseRecord


class Party(CaseRecord):
    """A person or a company; ``name`` is the main name, for lists; the record itself has every name."""

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=400)
    refugee_from = models.CharField(max_length=3, blank=True)
    subject: ClassVar[str] = "party"

    class Meta(CaseRecord.Meta):
        """One party per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_party_per_key"),)
