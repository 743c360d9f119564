"""Two invented summaries, in English and in Chinese, and one that waits; clearly synthetic, from no real case."""

import datetime as dt
import uuid
from typing import Any

from comity.casework.accounts.models import User
from comity.knowledge.case_library.services import summary_propose
from comity.knowledge.contributions.services import contribution_decide

_SOURCE = [{"title": "Invented for this demonstration; no such case exists"}]
_SUMMARIES: tuple[dict[str, Any], ...] = (
    {
        "uid": str(uuid.UUID(int=20261122)),
        "language": "en",
        "title": "Road contracts paid twice, the difference found in two accounts (synthetic)",
        "origin_states": ["NLD"],
        "asset_states": ["CHE"],
        "roles": ["public_official", "company", "intermediary"],
        "offences": ["uncac:15", "uncac:23"],
        "measures": ["assistance", "freezing", "confiscation", "return_of_assets"],
        "basis": ["convention", "confiscation_after_conviction"],
        "instruments": ["UNCAC"],
        "begun": "2019-03",
        "frozen": "2019-11",
        "confiscated": "2022-06",
        "returned": "2023-01",
        "concluded": "2023-02",
        "outcome": ["convicted", "assets_confiscated", "assets_returned"],
        "facts": "An invented official let an invented company bill the same works twice (synthetic).",
        "course": "The first request was too broad and came back with a question; the second named two transfers, each"
        " with the page of the statement, and the accounts were frozen within a month (synthetic).",
        "lessons": "Name the transfer that fed the account before asking for the account (synthetic).",
        "modality": ["for_agreed_projects"],
        "end_use": "Repairs of invented roads, reported once a year (synthetic).",
        "amounts": [
            {
                "stage": "frozen",
                "amount": "1250000.00",
                "currency": "CHF",
                "on": "2019-11",
                "state": "CHE",
                "asset": "account",
            },
            {"stage": "returned", "amount": "1180000.00", "currency": "CHF", "on": "2023-01", "state": "CHE"},
            {"stage": "costs_deducted", "amount": "70000.00", "currency": "CHF", "on": "2023-01"},
        ],
        "sources": _SOURCE,
    },
    {
        "uid": str(uuid.UUID(int=20261123)),
        "language": "zh",
        "title": "虚构案例:采购贿赂,人员引渡后返还资产",
        "origin_states": ["URY"],
        "asset_states": ["USA"],
        "roles": ["senior_official", "nominee"],
        "offences": ["uncac:15"],
        "measures": ["extradition", "confiscation"],
        "basis": ["treaty"],
        "begun": "2017",
        "concluded": "2021",
        "outcome": ["person_surrendered", "assets_confiscated"],
        "facts": "本例纯属虚构。一名虚构官员在采购中收受贿赂,以他人名义持有房产,后被引渡。",
        "lessons": "先与对方主管机关沟通双重犯罪问题,再提出引渡请求(虚构)。",
        "amounts": [{"stage": "confiscated", "amount": "900000", "currency": "USD", "asset": "land", "state": "USA"}],
        "sources": _SOURCE,
    },
)
_WAITING: dict[str, Any] = {
    "language": "fr",
    "title": "Demande refusée puis réussie par une autre voie (exemple inventé)",
    "origin_states": ["NLD"],
    "asset_states": ["FRA"],
    "offences": ["uncac:17"],
    "measures": ["freezing"],
    "basis": ["national_law"],
    "outcome": ["refused"],
    "facts": "Exemple inventé : la double incrimination n'était pas exposée, et la demande fut refusée.",
    "sources": _SOURCE,
}


def library_demo(*, on: dt.date) -> None:
    """Put the invented summaries into the synthetic office."""
    anna, lena = (User.objects.get(username=name) for name in ("anna", "lena"))
    for data in _SUMMARIES:
        made = summary_propose(data=data, on=on - dt.timedelta(days=30), actor=anna, who=anna.identity())
        contribution_decide(made=made, confirm=True, reason="", actor=lena, who=lena.identity())
    summary_propose(data=_WAITING, on=on - dt.timedelta(days=2), actor=anna, who=anna.identity())
