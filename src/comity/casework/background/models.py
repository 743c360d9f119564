"""What every record that the machine makes has in common: how far the work has come, and how it ended."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models

if TYPE_CHECKING:
    from comity.casework.accounts.models import User
    from comity.casework.cases.models import Case


class Worked(models.Model):
    """A record that the machine makes: begun, then ready or failed with the sentence why.

    ``done`` of ``total`` steps are over; ``beat`` is when the last one was, so that work that was cut off can be seen.
    A record says three things of itself: its case, who asked for it, and ``work``, the function that does it.
    """

    status = models.CharField(max_length=10, default="begun")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=1)
    message = models.TextField(blank=True)
    beat = models.DateTimeField(auto_now=True)

    subject: ClassVar[str]
    work: ClassVar[str]
    """Where the work stands: ``module.function``, which takes the record and a teller of progress."""

    if TYPE_CHECKING:
        pk: int
        case: Case

    class Meta:
        """Shared by all work."""

        abstract = True

    @property
    def name_in_log(self) -> str:
        """How the log names the record."""
        return str(self.pk)

    @property
    def asked_by(self) -> "User":
        """Who asked for the work."""
        raise NotImplementedError
