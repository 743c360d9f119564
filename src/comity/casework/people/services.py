"""Writing people and companies: every assertion with its source; what a source said before is kept, not overwritten."""

from typing import Any

from django.db import transaction

from comity.casefile.scripts import script_of
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.people.differences import plain
from comity.casework.people.models import Party
from comity.casework.people.parts import PARTICULAR_VALUES, PARTICULARS, PARTS, SOURCE_FIELDS, Part
from comity.casework.people.selectors import WITHHELD, shown_fields
from comity.casework.people.whereabouts import protected_from
from comity.casework.records.selectors import SEALED, record_tables
from comity.casework.records.services import record_change, record_check
from comity.common.dates import PartialDate
from comity.common.errors import BadInputError, Place

Data = dict[str, Any]


@transaction.atomic
def party_create(*, case: Case, kind: str, name: Data, source: Data, actor: User, who: Identity) -> Party:
    """Put a person or company on record in a case, with a first name and where it comes from."""
    require(Permission.CASE_EDIT, who, subject_of(case, who))
    if kind not in PARTICULARS:
        raise BadInputError("choose whether it is a person or a company", Place(field="party_kind"))
    entry = assertion_of(PARTS["names"], name, source)
    entry.setdefault("kind", "main")
    key = _free_key(case, kind)
    position = max(Party.everything.filter(case=case).values_list("position", flat=True), default=-1) + 1
    data = {"id": key, "names": [entry]}
    party = Party.everything.create(
        case=case, kind=kind, key=key, position=position, name=entry["full"][:400], data=data
    )
    _checked(party)
    details = {"kind": kind, "after": data}
    log_append(event="party_added", actor=actor, case=case, subject="party", key=key, details=details)
    case.save(update_fields=["changed"])
    return party


def _free_key(case: Case, kind: str) -> str:
    """The next id that no record of the case has."""
    taken = set(Party.everything.filter(case=case).values_list("key", flat=True))
    for model in record_tables():
        taken |= set(model.everything.filter(case=case, key__startswith=kind).values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{kind}-{number}") not in taken)


def assertion_of(part: Part, given: Data, source: Data) -> Data:
    """An assertion as the case file has it, out of the fields of a form; empty fields are left out."""
    for field in (*part.fields, *SOURCE_FIELDS):
        said = str((source if field in SOURCE_FIELDS else given).get(field.key) or "").strip()
        if field.needed and not said:
            raise BadInputError("This is needed", Place(field=_form_name(field.key, field in SOURCE_FIELDS)))
        if said and field.choices and said not in field.choices:
            raise BadInputError("choose one of the list", Place(field=_form_name(field.key, field in SOURCE_FIELDS)))
    entry = {f.key: said for f in part.fields if (said := str(given.get(f.key) or "").strip())}
    if part.key == "names" and "script" not in entry and (script := script_of(entry["full"])):
        entry["script"] = script
    known = {key: source[key] for key in (*(f.key for f in SOURCE_FIELDS), "document") if source.get(key)}
    return {**entry, "provenance": known}


def _form_name(key: str, of_source: bool) -> str:
    """The name of a field on the form: the day a source recorded is told apart from the day something happened."""
    return "recorded_on" if of_source and key == "date" else key


@transaction.atomic
def assertion_add(
    *, party: Party, part: str, given: Data, source: Data, revision: int, actor: User, who: Identity
) -> None:
    """Add an assertion to a person or company; what other sources say stays beside it."""
    entry = assertion_of(_part(party, part), given, source)
    if part == "location":
        _may_locate(party)
        data = _located(party.data, entry)
    else:
        _particular_fits(part, entry)
        data = {**party.data, part: [*party.data.get(part, ()), entry]}
    party_save(party=party, data=data, part=part, revision=revision, actor=actor, who=who)


@transaction.atomic
def assertion_change(
    *, party: Party, part: str, index: int, given: Data, source: Data, revision: int, actor: User, who: Identity
) -> None:
    """Correct an assertion; the log keeps what stood there before."""
    if part == "location":
        raise BadInputError("record the newer information; what was known before stays beside it")
    entry = assertion_of(_part(party, part), given, source)
    _particular_fits(part, entry)
    rows = list(party.data.get(part, ()))
    _row(rows, index)
    rows[index] = entry
    party_save(party=party, data={**party.data, part: rows}, part=part, revision=revision, actor=actor, who=who)


@transaction.atomic
def assertion_remove(*, party: Party, part: str, index: int, revision: int, actor: User, who: Identity) -> None:
    """Take an assertion out of the record, such as one of another person; the log keeps it."""
    _part(party, part.replace("other_locations", "location"))
    if part == "location":
        data = _without_location(party.data)
    else:
        rows = list(party.data.get(part, ()))
        _row(rows, index)
        if part == "names" and len(rows) == 1:
            raise BadInputError("a person or company keeps at least one name")
        data = _with_rows(party.data, part, rows[:index] + rows[index + 1 :])
    party_save(party=party, data=data, part=part, revision=revision, actor=actor, who=who)


def _with_rows(data: Data, part: str, rows: list[Data]) -> Data:
    rest = {key: value for key, value in data.items() if key != part}
    return rest | ({part: rows} if rows else {})


def _without_location(data: Data) -> Data:
    """Take out what the case goes by; the newest of the rest takes its place."""
    others = sorted(data.get("other_locations", ()), key=_last_day)
    rest = {key: value for key, value in data.items() if key not in {"location", "other_locations"}}
    if others:
        rest["location"] = others.pop()
    return _with_rows(rest, "other_locations", others)


@transaction.atomic
def particular_choose(*, party: Party, field: str, value: str, revision: int, actor: User, who: Identity) -> None:
    """Let the case go by another of the values that sources give; what it went by before stays beside it."""
    if field not in PARTICULARS[party.kind]:
        raise BadInputError("choose one of the list", Place(field="field"))
    said = [row for row in party.data.get("assertions", ()) if row["field"] == field and row["value"] == value]
    if not said:
        raise BadInputError("no source in this case says so; record first what the source says", Place(field="value"))
    before = plain(party.data.get(field))
    rows = list(party.data.get("assertions", ()))
    if before and not any(row["field"] == field and row["value"] == before for row in rows):
        known = party.data.get("provenance")
        rows.append({"field": field, "value": before} | ({"provenance": known} if known else {}))
    data = {**party.data, field: value, "assertions": rows}
    party_save(party=party, data=data, part=field, revision=revision, actor=actor, who=who)


def _part(party: Party, key: str) -> Part:
    part = PARTS.get(key)
    if part is None or party.kind not in part.of:
        raise BadInputError(f"a {party.kind} has no such part")
    return part


def _row(rows: list[Data], index: int) -> Data:
    if not 0 <= index < len(rows):
        raise BadInputError("this is no longer on record; look at the page again")
    return rows[index]


def _particular_fits(part: str, entry: Data) -> None:
    if part != "assertions":
        return
    choices = PARTICULAR_VALUES.get(entry["field"])
    if choices and entry["value"] not in choices:
        raise BadInputError(f"write one of these: {', '.join(choices)}", Place(field="value"))
    if entry["field"] == "birth_date":
        try:
            PartialDate.parse(entry["value"])
        except BadInputError as error:
            raise BadInputError(error.what, Place(field="value")) from None


def _may_locate(party: Party) -> None:
    """Nobody records for a state where a person is who fled from it."""
    if party.case.state in protected_from(party.data):
        raise BadInputError("this person is protected from this state, so where they are may not be recorded here")


def _located(data: Data, entry: Data) -> Data:
    """The newest information is what the case goes by; what it went by before, or what is older, is kept beside it."""
    known, others = data.get("location"), list(data.get("other_locations", ()))
    if known is None:
        return {**data, "location": entry}
    newer = _last_day(entry) >= _last_day(known)
    return {**data, "location": entry if newer else known, "other_locations": [*others, known if newer else entry]}


def _last_day(row: Data) -> str:
    said = row.get("as_of") or (row.get("provenance") or {}).get("date")
    try:
        return PartialDate.parse(str(said)).last.isoformat() if said else ""
    except BadInputError as error:
        raise BadInputError(error.what, Place(field="as_of")) from None


@transaction.atomic
def party_save(*, party: Party, data: Data, part: str, revision: int, actor: User, who: Identity) -> None:
    """Save a changed person or company; lists show the main name, and guards the state of origin, so both follow."""
    shown = shown_fields(party, who)
    if shown.get(part) in (SEALED, WITHHELD):
        raise BadInputError("this field is not yours to change")
    data = _with_origin(data)
    try:
        record_change(record=party, data=data, revision=revision, actor=actor, who=who)
    except BadInputError as error:
        raise _at_the_form(error) from None
    party_columns(party)


def party_columns(party: Party) -> None:
    """Bring the columns by which lists and guards find a person or company to what its data say."""
    names = party.data["names"]
    party.name = next((n["full"] for n in names if n.get("kind", "main") == "main"), names[0]["full"])[:400]
    party.refugee_from = str(party.data.get("refugee_from") or "")
    party.save(update_fields=["name", "refugee_from"])


def _with_origin(data: Data) -> Data:
    """What the law room asks of a refugee stands in one field; it follows the newest protection on record."""
    rows = data.get("protection")
    if not rows:
        return data
    told = {row["origin"] for row in rows}
    if data.get("refugee_from") and data["refugee_from"] not in told:
        return data
    origins = protected_from({"protection": rows})
    rest = {key: value for key, value in data.items() if key != "refugee_from"}
    return {**rest, "refugee_from": origins[-1]} if origins else rest


def _checked(party: Party) -> None:
    try:
        record_check(party)
    except BadInputError as error:
        raise _at_the_form(error) from None


def _at_the_form(error: BadInputError) -> BadInputError:
    """A sentence about a place in the case file, told at the field of the form that was filled in."""
    path = error.place.field or ""
    last = path.rpartition(".")[2].partition("[")[0]
    return BadInputError(error.what, Place(field=_form_name(last, ".provenance." in path) if last else None))
