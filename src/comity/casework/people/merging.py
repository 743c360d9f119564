"""Two records that turn out to be one person or company, and back again: nothing is lost either way."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from comity.casefile.case import Handling
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.identity import Identity, rank
from comity.casework.log.services import log_append
from comity.casework.people.differences import plain
from comity.casework.people.models import Party, PartyMerge
from comity.casework.people.parts import PARTICULARS, parts_of
from comity.casework.people.pointers import pointers_turn, pointers_turn_back
from comity.casework.people.references import paths_to, put_back, turned
from comity.casework.people.services import party_columns
from comity.casework.records.selectors import record_subject, record_tables
from comity.casework.records.services import record_check
from comity.common.errors import BadInputError, Place

Data = dict[str, Any]
_LISTS = ("other_locations",)


@transaction.atomic
def parties_merge(
    *, kept: Party, absorbed: Party, reason: str, revisions: tuple[int, int], actor: User, who: Identity
) -> PartyMerge:
    """Make one of two parties: the kept one takes on every assertion of the other and everything that refers to it."""
    for party in (kept, absorbed):
        require(Permission.RECORD_EDIT, who, record_subject(party, who))
    _may_be_one(kept, absorbed, reason, revisions)
    added = _brought(kept.data, absorbed)
    before = {"data": kept.data, "marks": kept.marks, "handling": kept.handling}
    kept.data = _together(kept.data, added)
    kept.marks = _stricter(kept.marks, absorbed.marks)
    kept.handling = max(Handling(kept.handling), Handling(absorbed.handling), key=rank).value
    kept.revision += 1
    kept.save()
    absorbed.merged_into = kept
    absorbed.revision += 1
    absorbed.save(update_fields=["merged_into", "revision"])
    references = _turn_over(kept, absorbed)
    merge = PartyMerge.objects.create(
        case=kept.case,
        kept=kept,
        absorbed=absorbed,
        by=actor,
        reason=reason.strip(),
        before=before,
        added=added,
        references=references,
        pointers=pointers_turn(kept, absorbed),
    )
    record_check(kept)
    party_columns(kept)
    _log("parties_merged", merge, actor, {"reason": reason.strip(), "added": added})
    return merge


def _may_be_one(kept: Party, absorbed: Party, reason: str, revisions: tuple[int, int]) -> None:
    if kept.pk == absorbed.pk or kept.case_id != absorbed.case_id:
        raise BadInputError("choose another record of the same case", Place(field="other"))
    if kept.kind != absorbed.kind:
        raise BadInputError("a person and a company cannot be one", Place(field="other"))
    if kept.wall_id != absorbed.wall_id:
        raise BadInputError(
            "they stand behind different walls; put both behind the same wall first", Place(field="other")
        )
    if len(reason.split()) < 3:
        raise BadInputError("say on what evidence they are one", Place(field="reason"))
    if (kept.revision, absorbed.revision) != revisions:
        raise BadInputError("one of them was changed by somebody else meanwhile; look at both again")


def _brought(data: Data, absorbed: Party) -> Data:
    """What the absorbed one adds: its assertions, its particulars as assertions, its location as another one."""
    theirs = absorbed.data
    known = theirs.get("provenance") or {"source": f"record {absorbed.key} of this case"}
    added: Data = {}
    for part in (*(part.key for part in parts_of(absorbed.kind)), *_LISTS):
        if part != "location":
            ours = list(data.get(part, ()))
            added[part] = [row for row in _rows(theirs, part) if row not in ours]
    for field in PARTICULARS[absorbed.kind]:
        said = plain(theirs.get(field))
        if said and said != plain(data.get(field)):
            added["assertions"].append({"field": field.value, "value": said, "provenance": known})
    if theirs.get("location") and theirs["location"] != data.get("location"):
        added["other_locations"].append(theirs["location"])
    if theirs.get("refugee_from") and absorbed.kind == "person":
        row = {"status": "refugee", "origin": theirs["refugee_from"], "provenance": known}
        if not any(one["origin"] == row["origin"] for one in added["protection"]):
            added["protection"].append(row)
    return {part: rows for part, rows in added.items() if rows}


def _rows(data: Data, part: str) -> list[Any]:
    """The rows of a part; a second main name would be ambiguous, so the other's main name comes as an alias."""
    rows = list(data.get(part, ()))
    if part != "names":
        return rows
    return [{**row, "kind": "alias"} if row.get("kind", "main") == "main" else row for row in rows]


def _together(data: Data, added: Data) -> Data:
    lists = {part: [*data.get(part, ()), *rows] for part, rows in added.items()}
    protection = lists.get("protection")
    marked = {"refugee_from": protection[0]["origin"]} if protection and not data.get("refugee_from") else {}
    return {**data, **lists, **marked}


def _stricter(ours: dict[str, str], theirs: dict[str, str]) -> dict[str, str]:
    return {
        field: max(Handling(ours.get(field, "open")), Handling(theirs.get(field, "open")), key=rank).value
        for field in {**ours, **theirs}
    }


def _turn_over(kept: Party, absorbed: Party) -> list[Data]:
    """Point everything of the case that names the absorbed one at the kept one, whoever may see it."""
    turned_over = []
    for model in record_tables():
        for record in model.everything.filter(case=kept.case).exclude(pk=absorbed.pk if model is Party else None):
            if any(True for _ in paths_to(record.data, absorbed.key)):
                turned_over.append({"model": model.__name__, "pk": record.pk, "key": record.key, "before": record.data})
                data = turned(record.data, absorbed.key, kept.key)
                model.everything.filter(pk=record.pk).update(data=data, revision=record.revision + 1)
    return turned_over


@transaction.atomic
def merge_undo(*, merge: PartyMerge, actor: User, who: Identity, now: dt.datetime | None = None) -> list[str]:
    """Make two of one again; gives the keys of records whose references were changed since and need a look."""
    kept, absorbed = merge.kept, merge.absorbed
    require(Permission.RECORD_EDIT, who, record_subject(kept, who))
    if merge.undone_at is not None:
        raise BadInputError("this merge was undone already")
    if kept.merged_into is not None:
        raise BadInputError(f"'{kept.name}' was itself merged into another; undo that merge first")
    later = PartyMerge.objects.filter(kept=kept, undone_at__isnull=True, pk__gt=merge.pk).first()
    if later is not None:
        raise BadInputError(f"undo the later merge with '{later.absorbed.name}' first")
    kept.data = _apart(kept.data, merge)
    kept.marks, kept.handling = merge.before["marks"], merge.before["handling"]
    kept.revision += 1
    kept.save()
    absorbed.merged_into = None
    absorbed.revision += 1
    absorbed.save(update_fields=["merged_into", "revision"])
    doubtful = _turn_back(merge)
    pointers_turn_back(merge.pointers, kept, absorbed)
    merge.undone_at, merge.undone_by = now or timezone.now(), actor
    merge.save(update_fields=["undone_at", "undone_by"])
    record_check(kept)
    party_columns(kept)
    _log("merge_undone", merge, actor, {"doubtful": doubtful})
    return doubtful


def _apart(data: Data, merge: PartyMerge) -> Data:
    """The kept one without what the other brought; what was added or changed since stays."""
    if data == _together(merge.before["data"], merge.added):
        whole: Data = merge.before["data"]
        return whole
    rest = dict(data)
    for part, brought in merge.added.items():
        rows = [row for row in rest.get(part, ()) if row not in brought]
        rest = {key: value for key, value in rest.items() if key != part} | ({part: rows} if rows else {})
    if not merge.before["data"].get("refugee_from") and not rest.get("protection"):
        rest.pop("refugee_from", None)
    return rest


def _turn_back(merge: PartyMerge) -> list[str]:
    models = {model.__name__: model for model in record_tables()}
    doubtful = []
    for told in merge.references:
        model = models[told["model"]]
        record = model.everything.filter(pk=told["pk"]).first()
        if record is None:
            doubtful.append(told["key"])
            continue
        data, whole = _as_before(record.data, told["before"], merge)
        model.everything.filter(pk=record.pk).update(data=data, revision=record.revision + 1)
        if not whole:
            doubtful.append(told["key"])
    return doubtful


def _as_before(data: Data, before: Data, merge: PartyMerge) -> tuple[Data, bool]:
    if data == turned(before, merge.absorbed.key, merge.kept.key):
        return before, True
    changed: tuple[Data, bool] = put_back(data, before, merge.kept.key, merge.absorbed.key)
    return changed


def _log(event: str, merge: PartyMerge, actor: User, details: Data) -> None:
    details = {"absorbed": merge.absorbed.key, "references": len(merge.references), **details}
    log_append(event=event, actor=actor, case=merge.case, subject="party", key=merge.kept.key, details=details)
    merge.case.save(update_fields=["changed"])
