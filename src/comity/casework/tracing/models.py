"""Ledgers made from statements, and traces made of them; each says how far the work on it has come."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.casework.evidence.kept import KeptDigest
from comity.casework.records.models import CaseRecord


class Worked(CaseRecord):
    """A record that the machine makes: begun, then ready or failed with the sentence why.

    ``done`` of ``total`` steps are over; ``beat`` is when the last one was, so that work that was cut off can be seen.
    """

    status = models.CharField(max_length=10, default="begun")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=1)
    message = models.TextField(blank=True)
    beat = models.DateTimeField(auto_now=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(CaseRecord.Meta):
        """Shared by ledgers and traces."""

        abstract = True


class MoneyLedger(Worked):
    """All transfers of some statements in one file kept by its digest; ``data`` names the items and what is open."""

    digest = KeptDigest(blank=True)
    subject: ClassVar[str] = "ledger"

    class Meta(Worked.Meta):
        """One ledger per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_ledger_per_key"),)


class MoneyTrace(Worked):
    """One question put to a ledger; ``data`` holds the question and the answer, ``exhibit`` the digest of the PDF."""

    ledger = models.ForeignKey(MoneyLedger, models.PROTECT, related_name="traces")
    exhibit = KeptDigest(blank=True)
    subject: ClassVar[str] = "trace"

    class Meta(Worked.Meta):
        """One trace per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_trace_per_key"),)
