"""Versions of a request: made when its review is confirmed, signed with their documents, compared in words."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from comity.casework.accounts.models import User
from comity.casework.requests.models import Request, Signature, StoredFile, Version
from comity.casework.requests.preparing import Prepared
from comity.common.errors import BadInputError

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KEYS = ("id", "kind", "full", "number", "reference", "title")  # by what an entry of a list is known


def version_make(request: Request, prepared: Prepared, actor: User) -> dict[str, Any]:
    """Keep what the request says on the day its review is confirmed, under a digest."""
    number = request.versions.count() + 1
    request.version = Version.objects.create(
        request=request, number=number, digest=prepared.digest, content=prepared.content, made_by=actor
    )
    request.drafted_by = sorted({*request.drafted_by, actor.pk})
    return {"version": number, "digest": prepared.digest}


def version_sign(request: Request, prepared: Prepared, actor: User) -> dict[str, Any]:
    """Put the authority's signature under the version, and keep the documents that leave."""
    version = request.version
    if version is None:
        raise BadInputError("there is no version to sign")
    # After comments that changed nothing the same person says again what they said; the log has both.
    Signature.objects.get_or_create(version=version, user=actor, defaults={"digest": version.digest})
    version.files.all().delete()
    files = {name: _keep(version, name, *content) for name, content in _files(prepared).items()}
    return {"version": version.number, "digest": version.digest, "files": files}


def _files(prepared: Prepared) -> dict[str, tuple[str, bytes]]:
    from comity.drafting.draft import docx_of, json_text, pdf_of  # noqa: PLC0415 - documents are slow to import

    draft = prepared.draft
    return {
        "REQUEST.pdf": ("application/pdf", pdf_of(draft.rendered, draft.date, as_draft=False)),
        "REQUEST.docx": (_WORD, docx_of(draft.rendered, draft.date, as_draft=False)),
        "REQUEST.json": ("application/json", json_text(draft).encode()),
    }


def _keep(version: Version, name: str, media_type: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    StoredFile.objects.create(
        version=version, name=name, media_type=media_type, digest=digest, size=len(content), content=content
    )
    return digest


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that two versions say differently; ``where`` is the path to it, one of the two texts may be empty."""

    where: tuple[str, ...]
    before: str
    after: str


def versions_compared(before: Version, after: Version) -> tuple[Change, ...]:
    """What the later version says differently, thing by thing, in the order of the earlier one."""
    return tuple(_changes((), before.content, after.content))


def _changes(where: tuple[str, ...], before: Any, after: Any) -> Iterator[Change]:  # noqa: ANN401 - plain data
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from _changes((*where, key), before.get(key), after.get(key))
    elif _is_register(before) and _is_register(after):
        known, now = _by_key(before), _by_key(after)
        for key in dict.fromkeys([*known, *now]):
            yield from _changes((*where, key), known.get(key), now.get(key))
    else:
        yield Change(where, "\n".join(_told(before)), "\n".join(_told(after)))


def _is_register(value: Any) -> bool:  # noqa: ANN401
    """Whether a list is one of entries that can be told apart by name, whatever their order."""
    return isinstance(value, list) and all(isinstance(row, dict) for row in value) and len(_by_key(value)) == len(value)


def _by_key(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {next((str(row[key]) for key in _KEYS if row.get(key)), str(index)): row for index, row in enumerate(rows)}


def _told(value: Any) -> Iterator[str]:  # noqa: ANN401
    """Plain data as lines of text, without braces."""
    if isinstance(value, dict):
        for key, part in value.items():
            lines = list(_told(part))
            yield f"{key.replace('_', ' ')}: {'; '.join(lines)}"
    elif isinstance(value, list):
        for part in value:
            yield from _told(part)
    elif value is not None:
        yield str(value)
