"""Ledgers made from statements, and traces made of them; each says how far the work on it has come."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.casework.accounts.models import User
from comity.casework.background.models import Worked
from comity.casework.evidence.kept import KeptDigest
from comity.casework.records.models import CaseRecord


class WorkedRecord(Worked, CaseRecord):
    """A record of a case file's shape that the machine makes."""

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(CaseRecord.Meta):
        """Shared by ledgers and traces."""

        abstract = True

    @property
    def name_in_log(self) -> str:
        """Its key in the case."""
        return self.key

    @property
    def asked_by(self) -> User:
        """Who asked for it."""
        return self.made_by


class MoneyLedger(WorkedRecord):
    """All transfers of some statements in one file kept by its digest; ``data`` names the items and what is open."""

    digest = KeptDigest(blank=True)
    subject: ClassVar[str] = "ledger"
    work: ClassVar[str] = "comity.casework.tracing.ledgers.ledger_read"

    class Meta(WorkedRecord.Meta):
        """One ledger per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_ledger_per_key"),)


class MoneyTrace(WorkedRecord):
    """One question put to a ledger; ``exhibit`` and ``word`` are the digests of its files."""

    ledger = models.ForeignKey(MoneyLedger, models.PROTECT, related_name="traces")
    exhibit = KeptDigest(blank=True)
    word = KeptDigest(blank=True)
    subject: ClassVar[str] = "trace"
    work: ClassVar[str] = "comity.casework.tracing.traces.trace_run"

    class Meta(WorkedRecord.Meta):
        """One trace per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_trace_per_key"),)
