"""The tables of the node, as the node itself asks for them (``comity/exchange/node/schema.sql``), in the office.

Moments are text in UTC and digests hexadecimal, as they stand in packages and receipts.
"""

from django.db import models


class NodeCard(models.Model):
    """A card that is trusted here, or was: of this node and of every counterpart."""

    pk = models.CompositePrimaryKey("node", "serial")
    node = models.CharField(max_length=64)
    serial = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    text = models.TextField()
    own = models.SmallIntegerField()
    accepted = models.CharField(max_length=30)

    class Meta:
        """Named as the node asks for it."""

        db_table = "exchange_card"


class ExchangedPackage(models.Model):
    """A package that was sealed here or received here, and how far it came."""

    digest = models.CharField(max_length=64, primary_key=True)
    incoming = models.SmallIntegerField()
    peer = models.CharField(max_length=64)
    id = models.CharField(max_length=64)
    type = models.CharField(max_length=40)
    conversation = models.CharField(max_length=64)
    sequence = models.PositiveBigIntegerField()
    counter = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    sealed = models.CharField(max_length=30)
    recorded = models.CharField(max_length=30)
    state = models.CharField(max_length=40)
    header = models.BinaryField()
    leaf = models.PositiveBigIntegerField()

    class Meta:
        """One package per id, per place in a conversation, and per number between two nodes."""

        db_table = "exchange_package"
        constraints = (
            models.UniqueConstraint(fields=("incoming", "peer", "id"), name="one_package_per_id"),
            models.UniqueConstraint(
                fields=("incoming", "peer", "conversation", "sequence"), name="one_package_per_place"
            ),
            models.UniqueConstraint(fields=("incoming", "peer", "counter"), name="one_package_per_number"),
        )
        indexes = (models.Index(fields=("conversation",), name="package_conversation"),)


class ExchangeReceipt(models.Model):
    """A sealed receipt, issued here or taken in."""

    number = models.BigAutoField(primary_key=True)
    package = models.CharField(max_length=64)
    evidence = models.CharField(max_length=40)
    issuer = models.CharField(max_length=64)
    peer = models.CharField(max_length=64)
    at = models.CharField(max_length=30)
    text = models.TextField()

    class Meta:
        """One of each kind by each side; read by the counterpart it concerns."""

        db_table = "exchange_receipt"
        constraints = (
            models.UniqueConstraint(fields=("package", "evidence", "issuer"), name="one_receipt_per_evidence"),
        )
        indexes = (models.Index(fields=("peer", "issuer", "number"), name="receipt_of_peer"),)


class Outbound(models.Model):
    """A package that is to be delivered, how often that was tried, and what stood in the way."""

    number = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    peer = models.CharField(max_length=64)
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    next_at = models.CharField(max_length=30)
    trouble = models.TextField(null=True)
    done = models.CharField(max_length=30, null=True)

    class Meta:
        """Read by counterpart, while it is not done."""

        db_table = "exchange_outbox"
        indexes = (models.Index(fields=("peer", "done", "number"), name="outbox_of_peer"),)


class DeskWork(models.Model):
    """A package that lies in the work list of a desk, and who opened it when."""

    digest = models.CharField(max_length=64, primary_key=True)
    desk = models.CharField(max_length=100, null=True)
    since = models.CharField(max_length=30)
    opened = models.CharField(max_length=30, null=True)
    opened_by = models.CharField(max_length=200, null=True)

    class Meta:
        """Named as the node asks for it."""

        db_table = "exchange_work"


class SeenLogHead(models.Model):
    """A head of a counterpart's log as it was shown here, and whether it was proven to have grown."""

    pk = models.CompositePrimaryKey("node", "size", "root")
    node = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    seen = models.CharField(max_length=30)
    proven = models.SmallIntegerField()
    chained = models.SmallIntegerField(default=0, db_default=0)
    asked = models.PositiveBigIntegerField(null=True)

    class Meta:
        """Named as the node asks for it."""

        db_table = "exchange_head"


class LogHeadLink(models.Model):
    """A head of a counterpart's log that waits for its place, and an earlier one that it is proven to continue."""

    pk = models.CompositePrimaryKey("node", "size", "root", "older_size", "older_root")
    node = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    older_size = models.PositiveBigIntegerField()
    older_root = models.CharField(max_length=64)

    class Meta:
        """Named as the node asks for it."""

        db_table = "exchange_link"


class SentLogHead(models.Model):
    """A head of our log that a counterpart was shown or asks for, and that the next document to it names."""

    pk = models.CompositePrimaryKey("node", "size", "root")
    node = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    asked = models.SmallIntegerField()

    class Meta:
        """Named as the node asks for it."""

        db_table = "exchange_sent"


class ToldLogHead(models.Model):
    """What a counterpart was told of its own log, with the size of ours when it was told."""

    pk = models.CompositePrimaryKey("node", "own_size")
    node = models.CharField(max_length=64)
    own_size = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)

    class Meta:
        """Named as the node asks for it."""

        db_table = "exchange_told"


class ConfirmedLogHead(models.Model):
    """The newest head of our log that a counterpart has confirmed it saw."""

    node = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)

    class Meta:
        """Named as the node asks for it."""

        db_table = "exchange_confirmed"


class PulledNumber(models.Model):
    """How far the receipts of a counterpart were fetched, and ours brought to it."""

    pk = models.CompositePrimaryKey("node", "what")
    node = models.CharField(max_length=64)
    what = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField()

    class Meta:
        """Named as the node asks for it."""

        db_table = "exchange_pulled"


class ExchangeAlarm(models.Model):
    """Something between two nodes that a person must look at."""

    number = models.BigAutoField(primary_key=True)
    at = models.CharField(max_length=30)
    peer = models.CharField(max_length=64, null=True)
    code = models.CharField(max_length=40)
    what = models.TextField()

    class Meta:
        """Named as the node asks for it."""

        db_table = "exchange_alarm"


class MatchingStep(models.Model):
    """A step of private matching and how many keys it counted against its mandate."""

    digest = models.CharField(max_length=64, primary_key=True)
    step = models.CharField(max_length=20)
    mandate = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    at = models.CharField(max_length=30)

    class Meta:
        """Named as the node asks for it."""

        db_table = "exchange_matching"
