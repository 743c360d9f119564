"""Records of one case that may be the same person or company, as the screening room sees them, with its reasons."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.log.canonical import canonical
from comity.casework.log.services import log_append
from comity.casework.people.models import Party, PartyDistinct
from comity.casework.people.selectors import parties_for
from comity.casework.records.selectors import record_subject
from comity.casework.screening.entities import entity_of, subject_digest
from comity.common.errors import BadInputError, Place


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records that may be one: the score of the screening room and the whole of its reasons."""

    left: Party
    right: Party
    score: float
    reasons: dict[str, Any]


def duplicates_for(who: Identity, case: Case) -> list[Candidate]:
    """The pairs of a case that may be one, the surest first; pairs found distinct return when one of them changes."""
    parties = parties_for(who, case)
    known = set(PartyDistinct.objects.filter(case=case).values_list("digest", flat=True))
    found = [pair for pair in _pairs(parties, who) if pair_digest(pair.left, pair.right) not in known]
    return sorted(found, key=lambda pair: (-pair.score, pair.left.pk, pair.right.pk))


def _pairs(parties: list[Party], who: Identity) -> list[Candidate]:
    from comity.screening.explanation import as_data  # noqa: PLC0415 - screening is read when somebody asks for it
    from comity.screening.index.build import ListOrigin, build  # noqa: PLC0415
    from comity.screening.index.reader import Index  # noqa: PLC0415
    from comity.screening.index.search import search  # noqa: PLC0415

    by_id = {str(party.pk): party for party in parties}
    entities = [entity_of(party, who) for party in parties]
    index = Index(b"".join(build([(ListOrigin("case", "", "", ""), entities)])), "case")
    found: dict[tuple[int, int], Candidate] = {}
    for entity in entities:
        for hit in search(index, entity, limit=20):
            left, right = by_id[entity.id], by_id[hit.listed.entity.id]
            key = (min(left.pk, right.pk), max(left.pk, right.pk))
            if left.pk != right.pk and left.kind == right.kind and key not in found:
                found[key] = Candidate(left, right, hit.comparison.score, as_data(hit.comparison))
    return list(found.values())


def pair_digest(left: Party, right: Party) -> str:
    """What both records say of who they are; another digest means that one of them has changed."""
    sides = sorted((party.pk, subject_digest(party)) for party in (left, right))
    return hashlib.sha256(canonical(sides).encode()).hexdigest()


@transaction.atomic
def parties_distinct(*, left: Party, right: Party, reason: str, actor: User, who: Identity) -> PartyDistinct:
    """Record that two records are two; they are suggested again only when one of them changes."""
    for party in (left, right):
        require(Permission.RECORD_EDIT, who, record_subject(party, who))
    if left.case_id != right.case_id or left.pk == right.pk:
        raise BadInputError("choose another record of the same case", Place(field="other"))
    if len(reason.split()) < 3:
        raise BadInputError("say on what evidence they are two", Place(field="reason"))
    digest = pair_digest(left, right)
    found, _ = PartyDistinct.objects.get_or_create(
        left=min(left, right, key=lambda p: p.pk),
        right=max(left, right, key=lambda p: p.pk),
        digest=digest,
        defaults={"case": left.case, "by": actor, "reason": reason.strip()},
    )
    details = {"other": right.key, "reason": reason.strip()}
    log_append(event="parties_distinct", actor=actor, case=left.case, subject="party", key=left.key, details=details)
    return found
