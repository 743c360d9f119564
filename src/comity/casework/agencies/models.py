"""Agencies: the authorities of the state whose people use this office."""

from django.db import models

from comity.casefile.people import AgencyKind


class Agency(models.Model):
    """One agency of this state; ``key`` is the id by which case files name it."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=30)
    state = models.CharField(max_length=3)

    def __str__(self) -> str:
        """Its name."""
        return self.name

    @property
    def kind_of(self) -> AgencyKind:
        """What kind of authority it is."""
        return AgencyKind(self.kind)
