"""Writing the register: assets are added and changed as records of the case file, orders about them are recorded."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Model

from comity.casefile.assets import AssetKind
from comity.casefile.schema import check_fragment
from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.assets.models import Asset, AssetOrder
from comity.casework.assets.posting import not_to_come
from comity.casework.assets.selectors import OrderKind
from comity.casework.cases.case_file import case_data
from comity.casework.cases.models import Case
from comity.casework.cases.selectors import subject_of
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.casework.records.carrying import protection_of
from comity.casework.records.models import CaseRecord
from comity.casework.records.selectors import record_subject
from comity.casework.records.services import ChangedMeanwhileError
from comity.common.errors import BadInputError, Place
from comity.law.states import parse_state

Data = dict[str, Any]


@transaction.atomic
def asset_add(*, case: Case, data: Data, actor: User, who: Identity, day: dt.date | None = None) -> Asset:
    """Put an asset on the register; ``data`` is as the case file has it, its id is given here."""
    require(Permission.RECORD_EDIT, who, subject_of(case, who))
    Case.everything.select_for_update().get(pk=case.pk)
    key = _free_key(case, data["kind"] if data.get("kind") in set(AssetKind) else "asset")
    last = Asset.everything.filter(case=case).aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    asset = Asset.everything.create(case=case, key=key, position=position, data={"id": key, **data})
    _check_case(case, key)
    log_append(
        event="asset_added",
        actor=actor,
        case=case,
        subject="asset",
        key=key,
        day=day,
        details={"after": asset.data},
    )
    case.save(update_fields=["changed"])
    return asset


@transaction.atomic
def asset_change(*, asset: Asset, data: Data, revision: int, actor: User, who: Identity) -> None:
    """Save what an asset is, as it was read at a revision; nothing is overwritten that came in between."""
    require(Permission.RECORD_EDIT, who, record_subject(asset, who))
    before = asset.data
    rows = Asset.everything.filter(pk=asset.pk, revision=revision)
    if not rows.update(data=data, revision=revision + 1):
        raise ChangedMeanwhileError(f"'{asset.key}' was changed by somebody else meanwhile; look at it and save again")
    _check_case(asset.case, asset.key)
    log_append(
        event="asset_changed",
        actor=actor,
        case=asset.case,
        subject="asset",
        key=asset.key,
        details={"before": before, "after": data},
    )
    asset.refresh_from_db()
    asset.case.save(update_fields=["changed"])


def _check_case(case: Case, key: str) -> None:
    """The case with the asset must still fit its published shape; a slip is told at the field of the form."""
    data = case_data(case)
    place = next(index for index, row in enumerate(data["assets"]) if row["id"] == key)
    try:
        check_fragment(data, case.reference, case.languages[0], naming=False)
    except BadInputError as error:
        path = (error.place.field or "").removeprefix(f"assets[{place}].").removeprefix("value.")
        field = path.split(".")[0].split("[")[0]
        raise BadInputError(error.what, Place(field=field if field != "assets" else "kind")) from None


def _free_key(case: Case, kind: str) -> str:
    """An id that nothing else of the case has."""
    data = case_data(case)
    taken = {row["id"] for rows in data.values() if isinstance(rows, list) for row in rows if isinstance(row, dict)}
    taken |= {order["id"] for row in data.get("proceedings", ()) for order in row.get("orders", ())}
    stem = kind.replace("_", "-")
    return next(key for number in range(1, len(taken) + 2) if (key := f"{stem}-{number}") not in taken)


def check_lengths(model: type[Model], said: dict[str, Any]) -> None:
    """Stop at a text that is longer than its column holds, whatever the database."""
    for name, value in said.items():
        longest = getattr(model._meta.get_field(name), "max_length", None)  # noqa: SLF001 - Django's documented way
        if isinstance(value, str) and longest is not None and len(value) > longest:
            raise BadInputError(f"write at most {longest} characters", Place(field=name))


def next_key(model: type[CaseRecord], case: Case, stem: str) -> str:
    """The next number of a kind of record in a case."""
    return f"{stem}-{model.everything.filter(case=case).count() + 1}"


@dataclass(frozen=True, slots=True)
class Ordered:
    """A decision as it is recorded; what nobody has stated is None, and a time limit names where it is set."""

    kind: str
    state: str
    court: str
    made: dt.date
    reference: str = ""
    document: str = ""
    final: bool | None = None
    ends: dt.date | None = None
    claims_by: dt.date | None = None
    limit_source: str = ""


@transaction.atomic
def order_record(*, assets: list[Asset], ordered: Ordered, on: dt.date, actor: User, who: Identity) -> AssetOrder:
    """Record a decision that holds or takes assets; a time limit is taken only with the place where it is set."""
    if not assets:
        raise BadInputError("choose the asset it is about", Place(field="assets"))
    for asset in assets:
        require(Permission.RECORD_EDIT, who, record_subject(asset, who))
    _check_order(ordered, on)
    case = assets[0].case
    needed = protection_of(assets, "assets")
    said = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(ordered).items()}
    check_lengths(AssetOrder, said)
    key = next_key(AssetOrder, case, "order")
    order = AssetOrder.everything.create(case=case, key=key, wall=needed.wall, handling=needed.handling, **said)
    order.assets.add(*assets)
    details = {name: str(value) for name, value in said.items()}
    details["assets"] = " ".join(asset.key for asset in assets)
    log_append(
        event="order_recorded", actor=actor, case=case, subject="asset", key=assets[0].key, day=on, details=details
    )
    case.save(update_fields=["changed"])
    return order


def _check_order(ordered: Ordered, on: dt.date) -> None:
    if ordered.kind not in set(OrderKind):
        raise BadInputError("choose what was ordered", Place(field="kind"))
    if not ordered.court.strip():
        raise BadInputError("name the authority that decided", Place(field="court"))
    if not ordered.state:
        raise BadInputError("choose the state of the authority", Place(field="state"))
    parse_state(ordered.state)
    not_to_come(ordered.made, on, "made")
    for field, limit in (("ends", ordered.ends), ("claims_by", ordered.claims_by)):
        if limit is not None and limit < ordered.made:
            raise BadInputError("the time limit lies before the decision", Place(field=field))
    if (ordered.ends or ordered.claims_by) and not ordered.limit_source.strip():
        raise BadInputError("say where the decision sets this time limit", Place(field="limit_source"))
