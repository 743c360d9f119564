"""Specialty after surrender: the offences it was granted for, what the person is charged with, consent to extend."""

import datetime as dt

from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.extradition.models import Charge, Extension, Extradition, SurrenderedOffence
from comity.casework.extradition.selectors import extradition_subject
from comity.casework.extradition.services import extradition_log, happened_on
from comity.casework.identity import Identity
from comity.casework.records.models import Record
from comity.common.errors import BadInputError, Place


@transaction.atomic
def offence_add(*, extradition: Extradition, conduct: str, text: str, actor: User, who: Identity) -> SurrenderedOffence:
    """Record an offence for which the surrender was granted."""
    require(Permission.EXTRADITION_FOLLOW, who, extradition_subject(extradition, who))
    _known(extradition, conduct)
    if extradition.surrendered_for.filter(conduct=conduct).exists():
        raise BadInputError("this offence is on record already", Place(field="conduct"))
    offence = SurrenderedOffence.objects.create(extradition=extradition, conduct=conduct, text=text)
    extradition_log(extradition, "surrendered_offence_recorded", actor, details={"conduct": conduct, "text": text})
    return offence


@transaction.atomic
def charge_record(
    *,
    extradition: Extradition,
    conduct: str,
    text: str,
    charged_on: dt.date,
    committed_on: dt.date | None,
    source: str,
    on: dt.date,
    actor: User,
    who: Identity,
) -> Charge:
    """Record what the person is charged with after the surrender, and where that is known from."""
    require(Permission.EXTRADITION_FOLLOW, who, extradition_subject(extradition, who))
    if extradition.surrendered_on is None:
        raise BadInputError("specialty is watched from the surrender on")
    if conduct:
        _known(extradition, conduct)
    for field, given in {"text": text, "source": source}.items():
        if not given.strip():
            raise BadInputError("this is needed", Place(field=field))
    charge = Charge.objects.create(
        extradition=extradition,
        conduct=conduct,
        text=text,
        charged_on=happened_on(charged_on, on, "charged_on"),
        committed_on=committed_on,
        source=source,
    )
    details = {"charge": charge.pk, "conduct": conduct, "text": text, "source": source}
    extradition_log(extradition, "charge_recorded", actor, charged_on, details)
    return charge


@transaction.atomic
def charge_drop(*, charge: Charge, day: dt.date, on: dt.date, actor: User, who: Identity) -> Charge:
    """Record that a charge is no longer pursued."""
    require(Permission.EXTRADITION_FOLLOW, who, extradition_subject(charge.extradition, who))
    charge.dropped_on = happened_on(day, on)
    charge.save(update_fields=["dropped_on"])
    extradition_log(charge.extradition, "charge_dropped", actor, day, {"charge": charge.pk})
    return charge


_MOVES = {
    Extension.ASKED: (Extension.NOT_ASKED, Extension.REFUSED),
    Extension.GRANTED: (Extension.ASKED,),
    Extension.REFUSED: (Extension.ASKED,),
}


@transaction.atomic
def extension_record(
    *, charge: Charge, extension: str, day: dt.date, authority: str, on: dt.date, actor: User, who: Identity
) -> Charge:
    """Record that the surrendering state was asked for its consent to a charge, or what it answered."""
    require(Permission.EXTRADITION_FOLLOW, who, extradition_subject(charge.extradition, who))
    if extension not in set(Extension) or Extension(charge.extension) not in _MOVES.get(Extension(extension), ()):
        raise BadInputError("consent is asked first, and then granted or refused", Place(field="extension"))
    if not authority.strip():
        raise BadInputError("name the authority of the surrendering state", Place(field="authority"))
    charge.extension, charge.extension_by = extension, authority
    charge.extension_day = happened_on(day, on)
    charge.save(update_fields=["extension", "extension_by", "extension_day"])
    details = {"charge": charge.pk, "extension": extension, "authority": authority}
    extradition_log(charge.extradition, f"extension_{extension}", actor, day, details)
    return charge


def _known(extradition: Extradition, conduct: str) -> None:
    if not Record.everything.filter(case=extradition.case_id, kind="conduct", key=conduct).exists():
        raise BadInputError("choose conduct of this case", Place(field="conduct"))
