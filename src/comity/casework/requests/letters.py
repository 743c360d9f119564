"""The letters that go with a step of a received request: receipt, questions, consultation, refusal, results."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comity.casework.accounts.models import User
from comity.casework.requests.attaching import Written
from comity.casework.requests.checklist import Ground, checklist_for
from comity.casework.requests.consulting import consultations
from comity.casework.requests.models import Request, ResultItem

if TYPE_CHECKING:
    from comity.drafting.correspondence import Correspondence

# step -> the letter that it writes
LETTERS = {
    "acknowledge": "acknowledgement",
    "ask_information": "clarification",
    "open_consultation": "consultation",
    "refuse": "refusal",
    "send_results": "results",
}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONSIDERED = {"refusal": "refusal_considered", "postponement": "postponement_considered"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as files, and what it still lacks; one that lacks something is marked as a draft on every page."""

    pdf: Written
    docx: Written
    wanting: tuple[str, ...]


def letter_write(
    request: Request, action: str, given: Mapping[str, Any], actor: User, on: dt.date, *, as_draft: bool = False
) -> Letter:
    """Write the letter of a step from what is on record and what is given with the step."""
    from comity.drafting.draft import docx_of, pdf_of  # noqa: PLC0415 - documents are slow to import

    written = _written(request, action, given, actor, on)
    draft = as_draft or bool(written.wanting)
    name = f"{LETTERS[action]}-{on.isoformat()}-{given.get('language') or 'en'}"
    return Letter(
        Written(f"{name}.pdf", "application/pdf", pdf_of(written.rendered, on, as_draft=draft)),
        Written(f"{name}.docx", _WORD, docx_of(written.rendered, on, as_draft=draft)),
        written.wanting,
    )


def _written(request: Request, action: str, given: Mapping[str, Any], actor: User, on: dt.date) -> "Correspondence":
    from comity.drafting.correspondence import write_correspondence  # noqa: PLC0415

    values = {**letter_values(request, actor), **_own_values(request, action, given, actor, on)}
    parts = [_CONSIDERED[given["considered"]]] if given.get("considered") in _CONSIDERED else []
    if action == "send_results" and request.state == "executed_in_part":
        parts.append("part_of_results")
    language = given.get("language") or "en"
    return write_correspondence(LETTERS[action], language, on, values, parts)


def letter_values(request: Request, actor: User) -> dict[str, Any]:
    """What every answer says: who asked whom, for what, under which numbers, and who signs."""
    data, agency = request.data, actor.agency
    return {
        "reference": request.case.reference,
        "registered_as": request.case.reference,
        "received": {
            "reference": request.foreign_reference,
            "date": data.get("letter_date", ""),
            "on": data.get("received", ""),
            "measure": request.measure,
        },
        "requesting": {"state": request.counterpart, "authority": {"name": data.get("their_authority", "")}},
        "requested": {"state": request.case.state, "authority": {"name": agency.name, "contact": actor.name}},
        "basis": {"title": request.basis},
        "signatory": {"name": actor.name},
    }


def _own_values(request: Request, action: str, given: Mapping[str, Any], actor: User, on: dt.date) -> dict[str, Any]:
    """What only this step's letter says."""
    values: dict[str, Any] = {
        name: given[name] for name in ("next_steps", "questions", "conditions") if given.get(name)
    }
    if given.get("signatory_title"):
        values["signatory"] = {"name": actor.name, "title": given["signatory_title"]}
    if given.get("answer_by"):
        values["deadline"] = {"date": given["answer_by"]}
    if action in {"open_consultation", "refuse"}:
        grounds = checklist_for(request, on).named(list(given.get("grounds", ())))
        values["reasons"] = reasons_of(grounds, str(given.get("reason", "")))
    if action == "refuse":
        values |= _refusal(request, given)
    if action == "send_results":
        values["results"] = [_result(number, item) for number, item in enumerate(request.results.all(), 1)]
    return values


def _result(number: int, item: ResultItem) -> dict[str, Any]:
    days = {"keep_until": item.keep_until, "originals_back": item.originals_back}
    said = {"title": item.title, "purpose": item.purpose, "specialty": item.specialty}
    return {"number": number, **said, "confidentiality": item.confidentiality, **{k: v for k, v in days.items() if v}}


def reasons_of(grounds: Sequence[Ground], facts: str) -> list[dict[str, str]]:
    """Each ground with its article, its instrument, and the facts on which it rests."""
    found = []
    for ground in grounds:
        own = ground.answer.reason if ground.answer else ""
        text = " ".join(part for part in (own, facts) if part)
        found.append({"article": ground.article, "instrument": ground.instrument, "text": text})
    return found


def _refusal(request: Request, given: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {"remedies": given["remedies"]} if given.get("remedies") else {}
    asked = consultations(request)
    if asked:
        values["consultation"] = {"date": asked[-1].day.isoformat(), "reference": request.case.reference}
    return values
