"""Scoped reading: a query over records of cases that forgot to say for whom it reads fails instead of answering."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from comity.casework.identity import HANDLING_ORDER, Identity, rank

_M = TypeVar("_M", bound=models.Model)


class UnscopedReadError(RuntimeError):
    """A query was about to read records for nobody in particular: a mistake in the program."""


class ScopedQuerySet(models.QuerySet[_M]):
    """A query that answers only after ``visible_to`` has said for whom."""

    scoped = False

    def _clone(self) -> "ScopedQuerySet[_M]":
        copy: ScopedQuerySet[_M] = super()._clone()  # type: ignore[misc]  # Django's own hook, unknown to its types
        copy.scoped = self.scoped
        return copy

    def visible_to(self, who: Identity) -> "ScopedQuerySet[_M]":
        """Only what this person may see: own teams of own agency, not above their clearance, not behind walls."""
        found: ScopedQuerySet[_M] = self.filter(self.model.visible(who))  # type: ignore[attr-defined]
        found.scoped = True
        return found

    def _need_scope(self) -> None:
        if not self.scoped:
            raise UnscopedReadError(f"{self.model.__name__} was read without saying for whom")

    def _fetch_all(self) -> None:
        self._need_scope()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[_M]:
        """Read one after the other."""
        self._need_scope()
        return super().iterator(chunk_size)

    def count(self) -> int:
        """How many."""
        self._need_scope()
        return super().count()

    def exists(self) -> bool:
        """Whether there is any."""
        self._need_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's own signature
        """Figures over what is read."""
        self._need_scope()
        return super().aggregate(*args, **kwargs)


def cleared_for(who: Identity, field: str) -> Q:
    """A handling level that is not above the person's clearance."""
    levels = [level.value for level in HANDLING_ORDER[: rank(who.clearance) + 1]]
    return Q(**{f"{field}__in": levels})


def on_team(who: Identity, case: str) -> Q:
    """A case on whose team the person is, and which their agency has joined; ``case`` is the path to it.

    Asked row by row, so that a list in its order stops as soon as its page is full, however many cases there are.
    """
    outer = OuterRef(case.removesuffix("__") or "pk")
    memberships = apps.get_model("casework", "Membership").objects
    joined = apps.get_model("casework", "JoinedAgency").objects
    return Q(Exists(memberships.filter(case=outer, user=who.user, ended__isnull=True))) & Q(
        Exists(joined.filter(case=outer, agency__key=who.agency, ended__isnull=True))
    )


def seen_through(who: Identity, record: str) -> Q:
    """What hangs on another record is seen by whoever may see that record; ``record`` is the path to it."""
    walls = Q(**{f"{record}wall__isnull": True}) | Q(**{f"{record}wall__members": who.user})
    return cleared_for(who, f"{record}handling") & walls


def within_walls(who: Identity) -> Q:
    """Behind no wall, or behind one within which the person stands."""
    walls = apps.get_model("casework", "Wall").members.through.objects
    return Q(wall__isnull=True) | Q(wall__in=walls.filter(user=who.user).values("wall"))
