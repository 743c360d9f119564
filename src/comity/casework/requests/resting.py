"""What a request rests on: every record of the case that its words draw on, and whether somebody may see them all."""

from collections.abc import Mapping
from typing import Any

from comity.casework.assets.models import Asset
from comity.casework.cases.case_file import LISTED, BehindWallError
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.people.models import Party
from comity.casework.records.models import CaseRecord, Record
from comity.casework.requests.models import Request

# The kinds of a case file that have a table of their own; all others are plain records. The request is seen by itself.
TABLES: dict[str, type[CaseRecord]] = {"people": Party, "companies": Party, "assets": Asset}
# No letter says what others claim or what was found as a fact: whoever does not see them reads the request without.
BESIDE = ("claims", "facts")
OTHERS = tuple(kind for kind in LISTED if kind not in TABLES and kind not in BESIDE and kind != "requests")


def check_visible(case: Case, content: Mapping[str, Any], who: Identity) -> None:
    """Stop unless a person may see every record that a part of the case file was made of."""
    if not is_visible(case, content, who):
        raise BehindWallError("this request rests on records that are not yours to see")


def is_visible(case: Case, content: Mapping[str, Any], who: Identity) -> bool:
    """Whether a person may see every record that a part of the case file was made of."""
    for model in dict.fromkeys(TABLES.values()):
        wanted = {key for kind, table in TABLES.items() if table is model for key in _keys(content, kind)}
        found = model.objects.visible_to(who).filter(case=case, key__in=wanted)
        if wanted - set(found.values_list("key", flat=True)):
            return False
    plain = {(kind, key) for kind in OTHERS for key in _keys(content, kind)}
    seen = Record.objects.visible_to(who).filter(case=case, key__in={key for _, key in plain})
    return not plain - set(seen.values_list("kind", "key"))


def _keys(content: Mapping[str, Any], kind: str) -> set[str]:
    part = content.get(kind, ())
    return set(part) if isinstance(part, dict) else {row["id"] for row in part}


def seen_of(case: Case, content: Mapping[str, Any], who: Identity) -> dict[str, Any]:
    """What a version of a request says without the claims and facts that a person does not see."""
    beside = Record.objects.visible_to(who).filter(case=case, kind__in=BESIDE)
    seen = set(beside.values_list("kind", "key"))
    cut = {
        "claims": [row for row in content.get("claims", ()) if ("claims", row["id"]) in seen],
        "facts": {key: value for key, value in content.get("facts", {}).items() if ("facts", key) in seen},
    }
    return {kind: cut.get(kind, part) for kind, part in content.items()}


def versions_visible(request: Request, who: Identity) -> bool:
    """Whether a person may see all that the versions of a request say, in their letters and on paper, too."""
    return all(is_visible(request.case, version.content, who) for version in request.versions.all())
