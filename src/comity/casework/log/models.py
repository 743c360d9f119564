"""The log: entries that can be added and never changed, each carrying the head of the tree after it."""

from django.conf import settings
from django.db import models

from comity.casework.log import merkle
from comity.casework.log.canonical import CanonicalEncoder


class LogEntry(models.Model):
    """One entry: the exact bytes that were hashed, and the tree after it. The database refuses change and deletion.

    ``leaf`` names who, what, when and which record, and holds the digest of the details, never the details
    themselves: those can be deleted when their time is over, and the proof stays.
    """

    index = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    day = models.DateField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("casework.Case", models.PROTECT, null=True, related_name="log")
    subject = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    event = models.CharField(max_length=60)
    leaf = models.TextField()
    frontier = models.BinaryField()

    class Meta:
        """Read by case, and by the record it is about."""

        ordering = ("index",)
        indexes = (models.Index(fields=("case", "index")), models.Index(fields=("case", "subject", "key", "event")))

    @property
    def root(self) -> bytes:
        """The head of the tree with this entry in it."""
        return merkle.root(merkle.unpacked(bytes(self.frontier)))


class LogDetail(models.Model):
    """What an entry was about in detail, with the salt of its digest; may be deleted when retention ends."""

    entry = models.OneToOneField(LogEntry, models.PROTECT, primary_key=True, related_name="detail")
    salt = models.CharField(max_length=32)
    data = models.JSONField(default=dict, encoder=CanonicalEncoder)
