"""What is deleted with a case: every row that hangs on it, each table counted and digested before it goes."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet

from comity.casework.cases.models import Case
from comity.casework.evidence.models import KeptFile
from comity.casework.log.models import LogDetail, LogEntry
from comity.casework.retention.models import DeletionCertificate, DeletionProposal, Erasure

# What stays: the case as a number, the leaves of its log, and what proves the deletion.
STAYS: tuple[type[Model], ...] = (Case, LogEntry, LogDetail, DeletionProposal, DeletionCertificate, Erasure)
_CHUNK = 500

Found = dict[type[Model], set[Any]]


def hangs_on(case: Case) -> Found:
    """The keys of every row that hangs on a case, over however many tables, by table."""
    found: Found = {Case: {case.pk}}
    waiting: list[tuple[type[Model], set[Any]]] = [(Case, {case.pk})]
    while waiting:
        parent, keys = waiting.pop()
        for model, field in _pointing_at(parent):
            new = _keys(model, f"{field}__in", keys) - found.get(model, set())
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


def _keys(model: type[Model], where: str, keys: set[Any]) -> set[Any]:
    return {pk for part in _parts(keys) for pk in _all(model).filter(**{where: part}).values_list("pk", flat=True)}


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


def case_erase(case: Case) -> tuple[dict[str, dict[str, Any]], int, set[str]]:
    """Delete all that hangs on a case, and the details of its log.

    Gives what was deleted table by table, how many details, and the digests of the files that nobody else has. The
    rows go without asking who points at whom: all that points at them goes too, and the database checks that nothing
    is left over when the transaction ends.
    """
    found = hangs_on(case)
    files = {file.digest for file in KeptFile.objects.filter(pk__in=found.get(KeptFile, ()))}
    proof = {
        model._meta.db_table: {"rows": len(keys), "sha256": digest_of(model, keys)}  # noqa: SLF001
        for model, keys in found.items()
    }
    mark = Erasure.objects.create(case=case)
    for model, keys in found.items():
        _delete(model, keys)
    mark.delete()
    entries = set(LogDetail.objects.filter(entry__case=case).values_list("pk", flat=True))
    _delete(LogDetail, entries)
    return (
        dict(sorted(proof.items())),
        len(entries),
        files - set(KeptFile.objects.filter(digest__in=files).values_list("digest", flat=True)),
    )


def _delete(model: type[Model], keys: set[Any]) -> None:
    for part in _parts(keys):
        rows = _all(model).filter(pk__in=part)
        rows._raw_delete(rows.db)  # noqa: SLF001 - the only way that does not ask who points at whom
