"""Which records of a case another state has asserted, in which package, and under which conditions."""

from django.db import models

from comity.casework.cases.models import Case
from comity.casework.records.json_text import JsonText


class AssertedRecord(models.Model):
    """A record as a package of another state asserted it; what this office made of it later stands in the record.

    ``pointer`` is its place in the request (a JSON pointer), ``conditions`` the sender's conditions on it, each with
    the field that it binds (empty where it binds all of it).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="asserted")
    listed = models.CharField(max_length=20)  # people, conduct, assets, …, facts, requests
    key = models.CharField(max_length=200)
    state = models.CharField(max_length=3)
    peer = models.CharField(max_length=64)
    conversation = models.CharField(max_length=64)
    package = models.CharField(max_length=64)
    pointer = models.CharField(max_length=400)
    content = JsonText(default=dict)
    conditions = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        """A package asserts a record once; in the order in which they came."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("case", "package", "pointer"), name="one_assertion_per_place"),)
