"""What is deleted with a case: every row that hangs on it, each table counted and digested before it goes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import SET_NULL, Model, Q, QuerySet

from comity.casework.cases.models import Case
from comity.casework.correspondence.models import Communication
from comity.casework.evidence.kept import files_of, still_named
from comity.casework.log.models import LogDetail, LogEntry
from comity.casework.retention.models import DeletionCertificate, DeletionProposal, Erasure

# What stays: the case as a number, the leaves of its log, and what proves the deletion.
STAYS: tuple[type[Model], ...] = (Case, LogEntry, LogDetail, DeletionProposal, DeletionCertificate, Erasure)
_CHUNK = 500

Found = dict[type[Model], set[Any]]


def hangs_on(case: Case) -> Found:
    """The keys of every row that hangs on a case, over however many tables, by table.

    A table can say which of its rows outlive what they hang on (``outlives``); those only lose the pointer to it.
    """
    found: Found = {Case: {case.pk}}
    waiting: list[tuple[type[Model], set[Any]]] = [(Case, {case.pk})]
    while waiting:
        parent, keys = waiting.pop()
        for model, field in _pointing_at(parent):
            new = _keys(model, f"{field}__in", keys, ~_outlives(model, field)) - found.get(model, set())
            if new:
                found.setdefault(model, set()).update(new)
                waiting.append((model, new))
    del found[Case]
    return found


def _pointing_at(parent: type[Model]) -> Iterator[tuple[type[Model], str]]:
    for relation in parent._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's own way to ask
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            model = relation.related_model
            if isinstance(model, type) and model not in STAYS:
                yield model, relation.field.name  # type: ignore[union-attr]


def _outlives(model: type[Model], field: str) -> Q:
    """Which rows of a table stay when what they point at by this column goes; none, where nothing is said."""
    pointer: Any = model._meta.get_field(field)  # noqa: SLF001
    nothing = Q(pk__in=())
    return getattr(model, "outlives", nothing) if pointer.remote_field.on_delete is SET_NULL else nothing


def _keys(model: type[Model], where: str, keys: set[Any], which: Q) -> set[Any]:
    found = (_all(model).filter(which, **{where: part}).values_list("pk", flat=True) for part in _parts(keys))
    return {pk for part in found for pk in part}


def _all(model: type[Model]) -> QuerySet[Any]:
    """Every row of a table: a deletion spares nothing for being behind a wall."""
    return QuerySet(model)


def _parts(keys: set[Any]) -> Iterator[list[Any]]:
    ordered = sorted(keys)
    for at in range(0, len(ordered), _CHUNK):
        yield ordered[at : at + _CHUNK]


def digest_of(model: type[Model], keys: set[Any]) -> str:
    """One digest over the rows of a table, in the order of their keys."""
    encoder = DjangoJSONEncoder(ensure_ascii=False, sort_keys=True)
    found = hashlib.sha256()
    for part in _parts(keys):
        for row in _all(model).filter(pk__in=part).order_by("pk").values():
            found.update(encoder.encode({name: _plain(value) for name, value in row.items()}).encode())
            found.update(b"\n")
    return found.hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


@dataclass(frozen=True, slots=True)
class Erased:
    """What was deleted: the proof table by table, how many details, and what is still to go from the disk.

    ``files`` are digests that no other record has; ``packages`` those of sealed packages that went or came.
    """

    tables: dict[str, dict[str, Any]]
    details: int
    files: set[str]
    packages: set[str]


def case_erase(case: Case) -> Erased:
    """Delete all that hangs on a case, and the details of its log.

    The rows go without asking who points at whom: all that points at them goes too, and the database checks that
    nothing is left over when the transaction ends.
    """
    found = hangs_on(case)
    files = files_of(found)
    spoken = Communication.everything.filter(pk__in=found.get(Communication, ()))
    packages = set(spoken.values_list("digest", flat=True))
    proof = {
        model._meta.db_table: {"rows": len(keys), "sha256": digest_of(model, keys)}  # noqa: SLF001
        for model, keys in found.items()
    }
    mark = Erasure.objects.create(case=case)
    _let_go(found)
    for model, keys in found.items():
        _delete(model, keys)
    mark.delete()
    entries = set(LogDetail.objects.filter(entry__case=case).values_list("pk", flat=True))
    _delete(LogDetail, entries)
    return Erased(dict(sorted(proof.items())), len(entries), files - still_named(files), packages)


def _let_go(found: Found) -> None:
    """Take the pointer out of every row that outlives what it hangs on."""
    for parent, keys in found.items():
        for model, field in _pointing_at(parent):
            for part in _parts(keys):
                _all(model).filter(_outlives(model, field), **{f"{field}__in": part}).update(**{field: None})


def _delete(model: type[Model], keys: set[Any]) -> None:
    for part in _parts(keys):
        rows = _all(model).filter(pk__in=part)
        rows._raw_delete(rows.db)  # noqa: SLF001 - the only way that does not ask who points at whom
