"""Files of holdings that a case relies on; what follows from them is computed each time it is looked at."""

from typing import ClassVar

from django.db import models

from comity.casework.records.models import CaseRecord


class OwnershipRegister(CaseRecord):
    """The holdings of one file of evidence; ``data`` says which item and digest, and how many holdings it has."""

    subject: ClassVar[str] = "ownership"

    class Meta(CaseRecord.Meta):
        """One register per key."""

        abstract = False
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_ownership_register_per_key"),)
