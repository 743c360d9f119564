"""A request as the law and drafting rooms see it: routes with reasons, review, letter; computed when asked for."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from comity.casefile.loader import CaseFile
from comity.casefile.reading import case_of
from comity.casework.cases.case_file import case_data
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.log.canonical import canonical
from comity.casework.requests.models import Request
from comity.casework.requests.resting import Seen, check_visible, seen_in
from comity.casework.safeguards.checks import for_case_file
from comity.casework.safeguards.models import SafeguardReview
from comity.common.strict_yaml import YamlFile

if TYPE_CHECKING:
    from comity.casefile.case import Case as FileOfCase
    from comity.drafting.draft import Draft
    from comity.law.routes import Route


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is needed to decide about a request today; ``content`` is all that its letter says."""

    draft: "Draft"
    content: dict[str, Any]

    @property
    def digest(self) -> str:
        """The digest under which a version is signed."""
        return hashlib.sha256(canonical(self.content).encode()).hexdigest()

    @property
    def blocking(self) -> tuple[Any, ...]:
        """The findings that stop the signature."""
        return tuple(f for f in self.draft.findings if f.severity == "blocking")


@dataclass(frozen=True, slots=True)
class WholeCase:
    """A case file as its requests are cut from it, and what one person may see of it; None where nobody asks.

    The records were checked against the shape of a case file when they were written, so they are only read here.
    """

    data: dict[str, Any]
    read: "FileOfCase"
    seen: Seen | None


def whole_case(case: Case, who: Identity | None = None) -> WholeCase:
    """Read a case once for all of its requests that a page looks at."""
    data = case_data(case)
    return WholeCase(data, case_of(data), None if who is None else seen_in(case, who))


def request_file(request: Request, who: Identity | None = None, whole: WholeCase | None = None) -> CaseFile:
    """The part of the case that the request needs, as a case file; only for somebody who may see all of that part."""
    from comity.drafting.extract import case_extract  # noqa: PLC0415 - drafting is read when a request is looked at

    whole = whole or whole_case(request.case, who)
    extract = case_extract(whole.data, whole.read, whole.read.request(request.key))
    _with_safeguards(extract, request)
    if whole.seen is not None:
        check_visible(extract, whole.seen)
    return CaseFile(case_of(extract), YamlFile(request.case.reference, extract))


def _with_safeguards(extract: dict[str, Any], request: Request) -> None:
    """What the lawyer signed for the version stands in the request; without it the case file's own words stand."""
    review = signed_review(request)
    if review is None:
        return
    for row in extract["requests"]:
        row["safeguards"] = {
            "reviewed_by": review.lawyer.name,
            "reviewed_on": review.at.date().isoformat(),
            **for_case_file(review.checks),
            "note": "; ".join(f"{entry.source} ({entry.day})" for entry in review.evidence.all()),
        }


def signed_review(request: Request) -> SafeguardReview | None:
    """The newest review of the version that would leave."""
    if request.version_id is None:
        return None
    found = request.safeguard_reviews.filter(version_id=request.version_id, purpose="before_sending")
    return found.select_related("lawyer").first()


def request_routes(
    request: Request, on: dt.date, who: Identity | None = None, whole: WholeCase | None = None
) -> "tuple[Route, ...]":
    """Every route for a request on a day, best first."""
    return _routes(canonical(request_file(request, who, whole).file.data), request.key, on)


def request_prepare(request: Request, on: dt.date, who: Identity | None = None) -> Prepared:
    """Route, review and letter of a request on a day."""
    data = request_file(request, who).file.data
    for row in data["requests"]:
        if request.basis:
            row["basis"] = request.basis
    return Prepared(_draft(canonical(data), request.key, on), content_of(data))


# What the rooms below say of the same words on the same day is always the same, so it is remembered for a while.
@lru_cache(maxsize=256)
def _draft(data: str, key: str, on: dt.date) -> "Draft":
    from comity.drafting.draft import draft_request  # noqa: PLC0415 - drafting is read when a request is looked at

    read = json.loads(data)
    return draft_request(CaseFile(case_of(read), YamlFile(read["reference"], read)), key, on)


@lru_cache(maxsize=256)
def _routes(data: str, key: str, on: dt.date) -> "tuple[Route, ...]":
    from comity.drafting.chosen_route import routes_of  # noqa: PLC0415

    case = case_of(json.loads(data))
    return routes_of(case, case.request(key), on)


def content_of(extract: dict[str, Any]) -> dict[str, Any]:
    """What a request says, without the safeguard review, which is signed beside it."""
    rows = [{k: v for k, v in row.items() if k != "safeguards"} for row in extract["requests"]]
    return {**extract, "requests": rows}
