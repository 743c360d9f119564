"""Tables of other subjects that point at a person or company; a merge turns them over, undoing turns back."""

from typing import Any

from django.apps import apps

from comity.casework.people.models import Party

# Table -> the column that points at a party, and whether it holds the row or the id by which the case file names it.
POINTERS: dict[str, tuple[str, bool]] = {
    "Extradition": ("person", True),
    "ReturnPlan": ("person", True),
    "Lookout": ("party", True),
    "Consultation": ("party", True),
    "ScreeningHit": ("party", True),
    "PersonRequest": ("party", True),
    "Block": ("record", False),
    "AssetClaim": ("claimant", False),
}


def pointers_turn(kept: Party, absorbed: Party) -> list[dict[str, Any]]:
    """Point every row at the kept one instead of the absorbed one; gives the rows that were turned."""
    told = []
    for name, (column, by_row) in POINTERS.items():
        old, new = (absorbed, kept) if by_row else (absorbed.key, kept.key)
        within = {} if by_row else {"case": kept.case}  # an id is one's own within its case only
        for pk in _free(_rows(name).filter(**{column: old}, **within), name, kept):
            _rows(name).filter(pk=pk).update(**{column: new})
            told.append({"model": name, "pk": pk})
    return told


def _rows(name: str) -> Any:  # noqa: ANN401 - the rows of any of the tables
    model: Any = apps.get_model("casework", name)
    return getattr(model, "everything", model.objects)


def _free(rows: Any, name: str, kept: Party) -> list[int]:  # noqa: ANN401 - a query of any of the tables
    """The rows that may be turned; a hit on an entry that the kept one has met too stays where it is."""
    if name == "ScreeningHit":
        known = set(_rows(name).filter(party=kept).values_list("list_name", "entry_id"))
        return [row.pk for row in rows if (row.list_name, row.entry_id) not in known]
    return list(rows.values_list("pk", flat=True))


def pointers_turn_back(told: list[dict[str, Any]], kept: Party, absorbed: Party) -> None:
    """Point the rows that were turned at the absorbed one again, where nobody has pointed them elsewhere since."""
    for row in told:
        column, by_row = POINTERS[row["model"]]
        old, new = (kept, absorbed) if by_row else (kept.key, absorbed.key)
        _rows(row["model"]).filter(pk=row["pk"], **{column: old}).update(**{column: new})
