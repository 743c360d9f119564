"""The fields of the tracing pages, and what was typed into them as the room takes it."""

from typing import Any

from django.http import QueryDict

from comity.casework.assets.models import Asset
from comity.casework.evidence.models import EvidenceItem
from comity.casework.tracing.ledgers import Making
from comity.casework.tracing.models import MoneyLedger
from comity.casework.tracing.traces import Asked
from comity.common.dates import parse_day
from comity.common.errors import BadInputError, Place
from comity.law.tracing_rules import PURPOSES
from comity.tracing.rules import EXPLANATIONS, Rule
from comity.web.fields import Field, options
from comity.web.labels import LETTER_LANGUAGES, letter_language, say, sentence, word
from comity.web.states import state_choices


def ledger_fields(items: list[EvidenceItem]) -> list[Field]:
    """What is asked when a ledger is made."""
    shown = tuple((str(item.pk), f"{item.key}: {item.data.get('title', '')}") for item in items)
    return [
        Field("title", "Title"),
        Field(
            "items",
            "Statements",
            "several",
            "Released files of the register: CSV, XLSX, MT940, camt.053, or payments of FollowTheMoney",
            shown,
        ),
        Field(
            "mapping",
            "Columns of a table",
            "area",
            "Only where they are not found by themselves: one FIELD=COLUMN on a line, such as amount=Betrag",
        ),
        Field(
            "rates",
            "Exchange rates between the statements",
            "area",
            "For several currencies, one a line with day and source: 2024-01-05 USD EUR 0.92 Central Bank",
        ),
    ]


def trace_fields(ledger: MoneyLedger) -> list[Field]:
    """What is asked of a trace."""
    accounts = tuple((name, name) for name in ledger.data.get("accounts", ()))
    rules = tuple((rule.value, f"{word(rule.value)}: {sentence(EXPLANATIONS[rule])}") for rule in Rule)
    return [
        Field("account", "Account whose payments are traced", "choice", options=accounts),
        Field("amount", "Only up to this amount", hint="Empty: all that it paid out", width="govuk-input--width-10"),
        Field("until", "Only up to this day", "day"),
        Field("rules", "Rules", "several", "No tick: all of them, side by side", rules),
        Field("state", "Requested state", "choice", "Its courts' rule is marked", (("", "–"), *state_choices())),
        Field("purpose", "Purpose", "choice", options=options(PURPOSES, empty=True)),
        Field("rates", "Exchange rates", hint="Only for several currencies, such as USD=0.92 GBP=1.17"),
        Field("language", "Language of the exhibit", "choice", options=tuple(LETTER_LANGUAGES.items())),
    ]


def figure_fields(assets: list[Asset], languages: list[str]) -> list[Field]:
    """What is asked when a figure goes into an asset."""
    shown = tuple((str(asset.pk), asset.key) for asset in assets)
    return [
        Field("asset", "Asset", "choice", options=shown),
        Field("language", "Written in", "choice", options=tuple((code, code) for code in languages)),
        Field("statement", say("Statement"), "area", "It has to give the figure and name the trace"),
    ]


def finding_fields(candidates: list[dict[str, Any]], items: list[EvidenceItem]) -> list[Field]:
    """What is asked of whoever signs a link."""
    links = tuple((str(n), f"{word(c['kind'])}: {c['first']} – {c['then']}") for n, c in enumerate(candidates))
    shown = tuple((item.key, f"{item.key}: {item.data.get('title', '')}") for item in items)
    return [
        Field("number", "Which link", "choice", options=links),
        Field("taking", "Taken as", "choice", options=(("lien", say("lien")), ("share", say("share")))),
        Field("reason", "Why the two belong together", "area"),
        Field("evidence", "Evidence that proves it", "choice", options=(("", "–"), *shown)),
    ]


def asked_of(form: QueryDict) -> Asked:
    """A question as it was typed in."""
    until = str(form.get("until", "")).strip()
    return Asked(
        account=str(form.get("account", "")),
        amount=str(form.get("amount", "")).strip(),
        until=parse_day(until, "until") if until else None,
        rules=tuple(form.getlist("rules")),
        state=str(form.get("state", "")),
        purpose=str(form.get("purpose", "")),
        rates=_pairs(str(form.get("rates", "")).split(), "rates"),
        language=str(form.get("language", "")) or letter_language(),
    )


def making_of(form: QueryDict) -> Making:
    """How a ledger is to be made, as it was typed in; columns of tables one on a line."""
    lines = [line for line in str(form.get("mapping", "")).splitlines() if line.strip()]
    return Making(str(form.get("title", "")), _pairs(lines, "mapping"), str(form.get("rates", "")).strip())


def mapping_remembered(ledgers: list[MoneyLedger]) -> dict[str, str]:
    """The columns that were named for the newest ledger, so that nobody types them twice."""
    named: dict[str, str] = next((one.data["mapping"] for one in ledgers if one.data.get("mapping")), {})
    return {"mapping": "\n".join(f"{name}={column}" for name, column in named.items())}


def decisions_of(form: QueryDict, ledger: MoneyLedger) -> list[tuple[str, str, bool]]:
    """What was chosen about the pairs of a ledger; a pair about which nothing was chosen is not decided."""
    chosen = ((pair, str(form.get(f"pair-{n}", ""))) for n, pair in enumerate(ledger.data.get("pairs", ())))
    return [(pair["debit"], pair["credit"], said == "one") for pair, said in chosen if said in ("one", "two")]


def _pairs(parts: list[str], field: str) -> dict[str, str]:
    found = {}
    for part in parts:
        name, sign, value = part.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise BadInputError(f"'{part.strip()}' is no pair; write one such as A=B", Place(field=field))
        found[name.strip()] = value.strip()
    return found
