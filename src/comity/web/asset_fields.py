"""The fields of the register of assets, and what was typed into them as the case file has it."""

from typing import Any

from django.http import QueryDict

from comity.casefile.assets import AssetKind, AssetLink
from comity.casework.assets.models import Asset
from comity.casework.assets.selectors import OrderKind
from comity.casework.cases.models import Case
from comity.casework.identity import Identity
from comity.casework.people.models import Party
from comity.casework.records.selectors import SEALED, fields_for, records_for
from comity.web.asking import Asking
from comity.web.fields import Field, Options, options
from comity.web.labels import say
from comity.web.states import state_choices

_TEXTS = ("description", "link_statement")
_PLAIN = ("kind", "state", "holder", "identifier", "bank", "address", "company", "share", "link")
_OF_VALUE = ("amount", "currency", "on")
NARROW = "govuk-input--width-10"


def states() -> Options:
    """The states and territories, and nothing chosen."""
    return (("", "–"), *state_choices())


def asset_fields(asking: Asking, case: Case, asset: Asset | None = None) -> list[Field]:
    """What is asked about an asset; a field that is sealed for this person is not shown."""
    hidden = sealed(asset, asking.who) if asset else frozenset()
    fields = [
        Field("kind", "Kind", "choice", options=options(AssetKind)),
        Field("description", "What it is", "area", "In the first language of the case"),
        Field("state", "Where it is", "choice", "Only an order that takes effect there can hold it", states()),
        Field("holder", "Held by", "choice", "In whose name it stands", _parties(asking.who, case)),
        Field("identifier", "Number", hint="IBAN, parcel, registration, IMO number or wallet address"),
        Field("bank", "Bank or exchange"),
        Field("address", "Address"),
        Field("company", "Company", "choice", "For a share: of which company", _parties(asking.who, case, "company")),
        Field("share", "Part of the company", hint="In per cent, such as 25.5", width=NARROW),
        Field("amount", "Value", hint="Digits and a point before the decimals, such as 1250000.00", width=NARROW),
        Field("currency", "Currency", hint="Three letters, such as EUR", width="govuk-input--width-5"),
        Field("on", "Valued on", hint="Year, month or day, such as 2026-09-30", width=NARROW),
        Field("link", "Link to the offence", "choice", options=options(AssetLink, empty=True)),
        Field("link_statement", "How the link is shown", "area"),
    ]
    gone = hidden | (frozenset(_OF_VALUE) if "value" in hidden else frozenset())
    return [field for field in fields if field.name not in gone]


def _parties(who: Identity, case: Case, kind: str = "") -> Options:
    found = records_for(who, case, Party)
    return (("", "–"), *((p.key, p.name) for p in found if not kind or p.kind == kind))


def sealed(asset: Asset, who: Identity) -> frozenset[str]:
    """The fields of an asset that are marked above the person's clearance."""
    return frozenset(name for name, value in fields_for(asset, who).items() if value == SEALED)


def asset_typed(asset: Asset) -> dict[str, Any]:
    """An asset as the form shows it."""
    data, language = asset.data, asset.case.languages[0]
    shown = {name: data.get(name, "") for name in _PLAIN}
    shown |= {name: _text_of(data.get(name), language) for name in _TEXTS}
    return shown | {name: (data.get("value") or {}).get(name, "") for name in _OF_VALUE}


def asset_data(form: QueryDict, case: Case, before: dict[str, Any], hidden: frozenset[str] = frozenset()) -> Any:  # noqa: ANN401
    """What was typed as the case file has it; whatever the form does not ask about stays as it was."""
    typed = {name: str(form.get(name, "")).strip() for name in (*_PLAIN, *_TEXTS, *_OF_VALUE)}
    language = case.languages[0]
    new: dict[str, Any] = {name: typed[name] for name in _PLAIN}
    new |= {name: _retold(before.get(name), typed[name], language) for name in _TEXTS}
    value = {name: typed[name] for name in _OF_VALUE if typed[name]}
    new["value"] = value
    new = {name: text for name, text in new.items() if name not in hidden}
    new = {name: before[name] if _same(before.get(name), text) else text for name, text in new.items()}
    merged = {**before, **new}
    return {name: text for name, text in merged.items() if text not in ("", {}, None)}


def _same(before: object, typed: object) -> bool:
    """Whether nothing was changed: a number of the file and its digits in the form are the same."""
    if isinstance(before, dict) and isinstance(typed, dict):
        return {k: str(v) for k, v in before.items()} == {k: str(v) for k, v in typed.items()}
    return before is not None and str(before) == str(typed)


def _text_of(value: object, language: str) -> str:
    found = value.get(language, "") if isinstance(value, dict) else value
    return "\n\n".join(found) if isinstance(found, list) else str(found or "")


def _retold(before: object, typed: str, language: str) -> Any:  # noqa: ANN401 - a text of a case file
    """A text of a case file with what was typed in its first language; the other languages stay."""
    typed = typed.replace("\r\n", "\n")
    if typed == _text_of(before, language):
        return before if before is not None else ""
    if isinstance(before, dict):
        return {**before, language: typed} if typed else {k: v for k, v in before.items() if k != language}
    return typed


def order_fields(state: str) -> list[Field]:
    """What is asked about an order; a time limit only with the place where the order sets it."""
    yes_no = (("", say("Not known")), ("yes", say("Yes")), ("no", say("No")))
    return [
        Field("kind", "What was ordered", "choice", options=options(OrderKind)),
        Field("state", "By an authority of", "choice", options=states(), value=state),
        Field("court", "Court or authority"),
        Field("made", "Decided on", "day"),
        Field("reference", "Reference"),
        Field("document", "Document", hint="Where the text is kept, such as an annex or an item of evidence"),
        Field("final", "Final", "choice", "Whether no ordinary appeal lies any more", yes_no),
        Field("ends", "It ends on", "day", "Only where the order, or a decision on it, sets a day"),
        Field("claims_by", "Last day for claims", "day", "Only where the order sets one"),
        Field(
            "limit_source", "Where these time limits are set", hint="The part of the order or the article of the law"
        ),
    ]
