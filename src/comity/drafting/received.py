"""A request as the other state sent it: read from its REQUEST.json, so that the answer repeats nothing by hand."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.casefile.case import Case
from comity.casefile.loader import case_from_data
from comity.casefile.requests import Request
from comity.common.errors import BadInputError, Place
from comity.drafting.draft import FORMAT
from comity.drafting.party_values import authority_values

Value = dict[str, Any]
_TEXTS = ("reference", "request", "from", "to", "measure", "date", "language")


@dataclass(frozen=True, slots=True)
class Received:
    """A request that is answered; ``date`` is that of its letter, ``basis`` the id of what it rests on."""

    reference: str
    measure: str
    date: str
    language: str
    basis: str
    case: Case
    request: Request

    @property
    def states(self) -> tuple[str, str]:
        """The state that made the request, and the state that answers."""
        return self.case.state, self.request.to


def read_received(path: Path) -> Received:
    """Read a REQUEST.json; anything else is one sentence with file and field."""
    data = _data(path)
    case = case_from_data(data.get("case"), str(path))
    basis = data.get("basis")
    return Received(
        reference=data["reference"],
        measure=data["measure"],
        date=data["date"],
        language=data["language"],
        basis=str(basis.get("id", "")) if isinstance(basis, dict) else "",
        case=case,
        request=case.request(data["request"]),
    )


def received_values(received: Received) -> Value:
    """Give what an answer says of the request: reference, date, subject, and who asked whom.

    In an answer the requested state is the sender; the two keep the names they have in the request.
    """
    case, request = received.case, received.request
    answering = case.agency(request.to_authority)
    asked = authority_values(answering) if answering else {"name": request.to_authority}
    return {
        "received": {"reference": received.reference, "date": received.date, "measure": received.measure},
        "requesting": {"state": case.state, "authority": authority_values(case.agency(request.signatory))},
        "requested": {"state": request.to, "authority": asked},
        "basis": {"title": received.basis},
    }


def _data(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=str)
    except FileNotFoundError:
        raise BadInputError("no such file", Place(str(path))) from None
    except OSError as error:
        raise BadInputError(f"cannot be read: {error.strerror}", Place(str(path))) from None
    except ValueError:
        raise BadInputError("is not JSON", Place(str(path))) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BadInputError(f"is no request of the format '{FORMAT}'", Place(str(path), field="format"))
    for key in _TEXTS:
        if not isinstance(data.get(key), str):
            raise BadInputError("must be text", Place(str(path), field=key))
    return data
