"""The register of evidence: its items, their files, and a new item with its file."""

from typing import Annotated, Any

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from comity.casework.access import Permission, require
from comity.casework.cases.selectors import walls_for
from comity.casework.evidence.files import file_open
from comity.casework.evidence.models import EvidenceItem
from comity.casework.evidence.selectors import is_to_be_returned, item_for, items_for, last_link
from comity.casework.evidence.services import Entry, Origin, Receipt, evidence_register
from comity.casework.records.selectors import fields_for, record_subject
from comity.web.api import shapes
from comity.web.api.auth import asking_of
from comity.web.api.cases import case_of
from comity.web.asking import Asking, found
from comity.web.clock import today
from comity.web.uploads import arrived_file, attachment

router = Router(tags=["evidence"])


def item_of(asking: Asking, pk: int) -> EvidenceItem:
    """The item, for somebody who may read it."""
    item: EvidenceItem = found(item_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(item, asking.who))
    return item


def item_shape(item: EvidenceItem, asking: Asking) -> dict[str, Any]:
    """An item as it is given: what is sealed says so, and a file by its digest, never by its content."""
    file, last = item.file, last_link(item)
    told = {"name": file.name, "sha256": file.digest, "size": file.size, "state": file.state} if file else None
    return {
        "id": item.pk,
        "key": item.key,
        "handling": item.handling,
        "revision": item.revision,
        "data": fields_for(item, asking.who),
        "file": told,
        "holder": last.holder if last else "",
        "to_be_returned": is_to_be_returned(item),
    }


@router.get("/cases/{int:pk}/evidence", response=list[shapes.ItemShape])
def list_evidence(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """The register of a case, as far as the person may see it."""
    asking = asking_of(request)
    return [item_shape(item, asking) for item in items_for(asking.who, case_of(asking, pk))]


@router.post("/cases/{int:pk}/evidence", response={201: shapes.ItemShape})
def register_evidence(
    request: HttpRequest,
    pk: int,
    item: Annotated[shapes.NewItem, Form()],
    file: Annotated[UploadedFile | None, File()] = None,  # noqa: ARG001 - for the document; it arrives in pieces
) -> Status[dict[str, Any]]:
    """Register an item with its file and its first hand; the file is in quarantine until a person releases it."""
    asking = asking_of(request)
    case = case_of(asking, pk)
    coming, name = arrived_file(request.FILES) or (None, "")
    made = evidence_register(
        case=case,
        entry=Entry(
            key=item.key,
            title=item.title,
            kind=item.kind,
            receipt=Receipt(item.day or today(), item.giver, item.holder, item.why, item.seal),
            origin=Origin(item.origin, item.request, item.return_original),
        ),
        on=today(),
        actor=asking.user,
        who=asking.who,
        wall=found(walls_for(asking.who, case).filter(pk=item.wall).first()) if item.wall else None,
        coming=coming,
        name=name,
    )
    return Status(201, item_shape(made, asking))


@router.get("/evidence/{int:pk}", response=shapes.ItemShape)
def read_evidence(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One item."""
    asking = asking_of(request)
    return item_shape(item_of(asking, pk), asking)


@router.get("/evidence/{int:pk}/file", response={200: bytes}, openapi_extra=shapes.BYTES)
def read_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of an item, once it is released; that it was given out is logged."""
    asking = asking_of(request)
    item = item_of(asking, pk)
    file = found(item.file)
    subject = record_subject(item, asking.who)
    opened = file_open(file=file, subject=subject, on=("evidence", item.key), actor=asking.user, who=asking.who)
    return attachment(file, opened)
