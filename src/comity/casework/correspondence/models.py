"""Communications with counterparts, and cards of counterparts on their way to being trusted."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.casework.identity import Identity, Role
from comity.casework.records.scope import ScopedQuerySet
from comity.casework.requests.models import Request

PACKAGE, PAPER = "package", "paper"
ENTERED, GUEST, CONNECTOR = "entered", "guest", "connector"


class Communication(models.Model):
    """One thing that went between this office and a counterpart: a sealed package, or paper.

    ``action`` is the step of the life cycle it comes from or has led to; ``unfiled`` says why a person has to look.
    """

    request = models.ForeignKey(Request, models.PROTECT, null=True, related_name="communications")
    incoming = models.BooleanField()
    route = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    conversation = models.CharField(max_length=64, db_index=True)
    peer = models.CharField(max_length=64, blank=True)
    counterpart = models.CharField(max_length=3)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=300)
    reference = models.CharField(max_length=200)
    details = models.JSONField(default=dict)
    at = models.DateTimeField()
    action = models.CharField(max_length=40, blank=True)
    unfiled = models.TextField(blank=True)
    seen = models.BooleanField(default=False)  # a person has looked at what took no step by itself
    files_at = models.DateTimeField(null=True)  # when its files were put into the register of evidence

    objects = ScopedQuerySet.as_manager()
    everything = models.Manager()

    class Meta:
        """In the order in which they went."""

        base_manager_name = "everything"
        ordering = ("at", "pk")

    @property
    def unsigned(self) -> bool:
        """Whether no seal of a counterpart vouches for it: it came on paper, or through a mailbox or connector."""
        return self.incoming and self.route in {ENTERED, GUEST, CONNECTOR}

    @property
    def why_unfiled(self) -> list[str]:
        """Why a person has to look, sentence by sentence."""
        return self.unfiled.splitlines()

    @classmethod
    def visible(cls, who: Identity) -> Q:
        """Which a person may see: those on requests of theirs; a dispatcher also those on no request yet."""
        own = Q(request__in=Request.objects.visible_to(who))
        return own | Q(request__isnull=True) if Role.DISPATCHER in who.roles and who.active else own


def communications_on(request: Request) -> "models.QuerySet[Communication]":
    """All that went between the two offices on a request, for services; pages read with ``visible_to``."""
    return Communication.everything.filter(request=request)


class PaperFile(models.Model):
    """A file of a communication that goes on paper or on a stick: the sealed container, the cover sheet, the form."""

    communication = models.ForeignKey(Communication, models.PROTECT, related_name="paper_files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        """In the order in which they were made."""

        ordering = ("pk",)


class ProposedCard(models.Model):
    """A counterpart's card with the fingerprint that one officer has compared; trusted when a second one has, too."""

    text = models.TextField()
    fingerprint = models.CharField(max_length=64)
    node = models.CharField(max_length=64)
    state = models.CharField(max_length=3)
    name = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    trusted = models.BooleanField(default=False)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)


class ConnectorPartner(models.Model):
    """The access point through which an authority is reached in e-CODEX, as two officers have confirmed it.

    It is in force from the second officer's word until it is ended; of each state one waits and one holds at most.
    """

    state = models.CharField(max_length=3)
    party = models.CharField(max_length=200)
    role = models.CharField(max_length=200)
    address = models.CharField(max_length=300)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(default=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("state",), condition=Q(decided_at=None), name="one_connector_partner_waits_per_state"
            ),
            models.UniqueConstraint(
                fields=("state",),
                condition=Q(confirmed=True, ended_at=None),
                name="one_connector_partner_in_force_per_state",
            ),
        )
