"""The ledger of assets, and traces of money, as far as the person may see them."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from comity.casework.access import Permission, require
from comity.casework.assets.ledger import entries_for
from comity.casework.assets.ledger_models import LedgerEntry
from comity.casework.ledger.currency import of_minor
from comity.casework.records.selectors import record_subject
from comity.casework.tracing.models import MoneyTrace
from comity.casework.tracing.selectors import trace_for, traces_for
from comity.web.api import shapes
from comity.web.api.auth import asking_of
from comity.web.api.cases import case_of
from comity.web.asking import found

router = Router(tags=["money"])


def entry_shape(entry: LedgerEntry) -> dict[str, Any]:
    """An entry with its postings; amounts are exact decimals as text, and each entry sums to nothing by currency."""
    return {
        "number": entry.number,
        "day": entry.day,
        "asset": entry.asset.key,
        "kind": entry.kind,
        "text": entry.text,
        "source": entry.source,
        "rate": entry.rate,
        "reverses": entry.reverses.number if entry.reverses else None,
        "log_index": entry.leaf,
        "postings": [
            {
                "account": one.account,
                "currency": one.currency,
                "amount": str(of_minor(one.minor, one.currency).amount),
                "holder": one.holder,
            }
            for one in entry.postings.all()
        ],
    }


@router.get("/cases/{int:pk}/ledger", response=list[shapes.EntryShape])
def list_ledger(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """The double-entry ledger of a case's assets; nothing in it is ever changed, only booked back."""
    asking = asking_of(request)
    return [entry_shape(entry) for entry in entries_for(asking.who, case_of(asking, pk))]


def trace_shape(trace: MoneyTrace) -> dict[str, Any]:
    """A trace: the question, how far the work is, and the answer of every rule once it is ready."""
    return {
        "id": trace.pk,
        "key": trace.key,
        "ledger": trace.ledger.key,
        "status": trace.status,
        "message": trace.message,
        "question": trace.data["question"],
        "answer": trace.data.get("answer"),
        "exhibit": trace.exhibit,
    }


@router.get("/cases/{int:pk}/traces", response=list[shapes.TraceShape])
def list_traces(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """The traces of a case."""
    asking = asking_of(request)
    return [trace_shape(trace) for trace in traces_for(asking.who, case_of(asking, pk))]


@router.get("/traces/{int:pk}", response=shapes.TraceShape)
def read_trace(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One trace."""
    asking = asking_of(request)
    trace: MoneyTrace = found(trace_for(asking.who, pk))
    require(Permission.RECORD_READ, asking.who, record_subject(trace, asking.who))
    return trace_shape(trace)
