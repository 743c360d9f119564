"""What a request rests on: every record of the case that its words draw on, and whether somebody may see them all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.casework.assets.models import Asset
from comity.casework.cases.case_file import LISTED, BehindWallError
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.people.models import Party
from comity.casework.records.models import CaseRecord, Record
from comity.casework.records.selectors import records_for
from comity.casework.requests.models import Request

# The kinds of a case file that have a table of their own; all others are plain records. The request is seen by itself.
TABLES: dict[str, type[CaseRecord]] = {"people": Party, "companies": Party, "assets": Asset}
# No letter says what others claim or what was found as a fact: whoever does not see them reads the request without.
BESIDE = ("claims", "facts")
OTHERS = tuple(kind for kind in LISTED if kind not in TABLES and kind not in BESIDE and kind != "requests")


@dataclass(frozen=True, slots=True)
class Seen:
    """Which records of a case somebody may see: by table, and the plain ones by kind and key."""

    tables: Mapping[type[CaseRecord], frozenset[str]]
    plain: frozenset[tuple[str, str]]


def seen_in(case: Case, who: Identity) -> Seen:
    """What a person may see of a case; a page that looks at several requests asks once."""
    models = dict.fromkeys(TABLES.values())
    plain = Record.objects.visible_to(who).filter(case=case)
    return Seen(
        {model: frozenset(records_for(who, case, model).values_list("key", flat=True)) for model in models},
        frozenset(plain.values_list("kind", "key")),
    )


def check_visible(content: Mapping[str, Any], seen: Seen) -> None:
    """Stop unless a person may see every record that a part of the case file was made of."""
    if not is_visible(content, seen):
        raise BehindWallError("this request rests on records that are not yours to see")


def is_visible(content: Mapping[str, Any], seen: Seen) -> bool:
    """Whether a person may see every record that a part of the case file was made of."""
    of_tables = all(_keys(content, kind) <= seen.tables[model] for kind, model in TABLES.items())
    return of_tables and {(kind, key) for kind in OTHERS for key in _keys(content, kind)} <= seen.plain


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
    seen = seen_in(request.case, who)
    return all(is_visible(version.content, seen) for version in request.versions.all())
