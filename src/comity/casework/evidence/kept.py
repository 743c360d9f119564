"""Which columns name a file in the folder of the office: one kind of column in all tables, so that none is missed."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model, QuerySet

_CHUNK = 500


class KeptDigest(models.CharField):  # type: ignore[type-arg]  # cannot be subscripted when it runs
    """A column with the SHA-256 of a file in the folder of the office, or nothing.

    Whoever deletes, checks or looks for left-over files asks for all columns of this kind; a table that keeps a file
    has no other way to be found.
    """

    _pyi_private_set_type: str  # for the type checker
    _pyi_private_get_type: str

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - Django's own options of a column
        super().__init__(**{"max_length": 64, **given})

    def deconstruct(self) -> Any:  # noqa: ANN401 - Django's own form of a column
        """In the database it is a text like any other."""
        name, _, given, named = super().deconstruct()
        return name, "django.db.models.CharField", given, named


@cache
def kept_columns() -> tuple[tuple[type[Model], str], ...]:
    """Every table and column that names a file in the folder."""
    return tuple(
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields  # noqa: SLF001 - Django's own way to ask
        if isinstance(field, KeptDigest)
    )


def files_of(rows: Mapping[type[Model], set[Any]]) -> set[str]:
    """The digests of the files that some rows name, whichever tables they are of."""
    return {
        digest
        for model, column in kept_columns()
        for part in _parts(rows.get(model, ()))
        for digest in QuerySet(model).filter(pk__in=part).values_list(column, flat=True)
        if digest
    }


def still_named(digests: Iterable[str]) -> set[str]:
    """Which of some files a row of any table names."""
    wanted = set(digests)
    return {
        digest
        for model, column in kept_columns()
        for part in _parts(wanted)
        for digest in QuerySet(model).filter(**{f"{column}__in": part}).values_list(column, flat=True)
    }


def all_named() -> set[str]:
    """The digests of all files that any row names."""
    found = (QuerySet(model).values_list(column, flat=True).iterator() for model, column in kept_columns())
    return {digest for digests in found for digest in digests if digest}


def _parts(keys: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(keys)
    for at in range(0, len(ordered), _CHUNK):
        yield ordered[at : at + _CHUNK]
