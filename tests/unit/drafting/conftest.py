"""A synthetic case that every letter can be written from; all persons and companies are invented."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from comity.common.money import Money

FACTS = {
    "en": "Between {date 2019-04} and {date 2021-11-30} {name 王伟} approved {number 14} invoices "
    "of {name Exemplar Trading Ltd} for works that were never carried out, {money 48250000.00 CNY} in all.",
    "fr": "Entre {date 2019-04} et le {date 2021-11-30}, {name 王伟} a approuvé {number 14} factures "
    "de {name Exemplar Trading Ltd} pour des travaux jamais exécutés, soit {money 48250000.00 CNY} au total.",
    "es": "Entre {date 2019-04} y el {date 2021-11-30}, {name 王伟} aprobó {number 14} facturas "
    "de {name Exemplar Trading Ltd} por obras nunca ejecutadas, por un total de {money 48250000.00 CNY}.",
    "zh": "{date 2019-04}至{date 2021-11-30}期间，{name 王伟}批准{name Exemplar Trading Ltd}开具的{number 14}张发票，"
    "所涉工程从未施工，共计{money 48250000.00 CNY}。",
    "ar": "بين {date 2019-04} و{date 2021-11-30} وافق {name 王伟} على {number 14} فاتورة "
    "صادرة عن {name Exemplar Trading Ltd} عن أشغال لم تنفذ قط، بمبلغ إجمالي قدره {money 48250000.00 CNY}.",
    "ru": "В период с {date 2019-04} по {date 2021-11-30} {name 王伟} утвердил счета ({number 14}) компании "
    "{name Exemplar Trading Ltd} за работы, которые не выполнялись, на общую сумму {money 48250000.00 CNY}.",
}


def in_all(text: str) -> dict[str, str]:
    return dict.fromkeys(("en", "fr", "es", "zh", "ar", "ru"), text)


def synthetic_case() -> dict[str, Any]:
    person = {
        "name": "王伟",
        "names_other": ["WANG Wei", "Ван Вэй", "وانغ وي"],
        "birth_date": dt.date(1968, 3, 5),
        "birth_place": {
            "en": "Hangzhou",
            "fr": "Hangzhou",
            "es": "Hangzhou",
            "zh": "杭州",
            "ar": "هانغتشو",
            "ru": "Ханчжоу",
        },
        "nationalities": ["CHN", "VUT"],
        "identifiers": [{"kind": "passport", "number": "E00000000", "issuer": "CHN"}],
        "status": "suspect",
        "location": {
            "en": "Lyon, France",
            "fr": "Lyon (France)",
            "es": "Lyon (Francia)",
            "zh": "法国里昂",
            "ar": "ليون، فرنسا",
            "ru": "Лион, Франция",
        },
        "description": in_all("—"),
    }
    return {
        "reference": "SYN-2026-0001",
        "date": dt.date(2026, 11, 21),
        "place": {"en": "Beijing", "fr": "Pékin", "es": "Pekín", "zh": "北京", "ar": "بيجين", "ru": "Пекин"},
        "measure": "freezing",
        "received": {"reference": "IN-77", "date": "2026-10-01", "on": "2026-10-05", "measure": "assistance"},
        "requesting": {
            "state": "CHN",
            "authority": {
                "name": {
                    "en": "Synthetic Central Authority",
                    "fr": "Autorité centrale synthétique",
                    "es": "Autoridad central sintética",
                    "zh": "示例中央机关",
                    "ar": "السلطة المركزية النموذجية",
                    "ru": "Условный центральный орган",
                },
                "address": in_all("1 Example Street"),
                "contact": "李娜",
                "email": "desk@authority.example",
                "phone": "+86 10 0000 0000",
            },
        },
        "requested": {
            "state": "FRA",
            "authority": {
                "name": {
                    "en": "Synthetic Office for Assistance",
                    "fr": "Bureau synthétique de l’entraide",
                    "es": "Oficina sintética de asistencia",
                    "zh": "示例司法协助办公室",
                    "ar": "المكتب النموذجي للمساعدة",
                    "ru": "Условное управление правовой помощи",
                },
                "address": in_all("2 Example Square"),
                "contact": "Éloïse Modèle",
                "email": "office@assistance.example",
                "phone": "+33 1 00 00 00 00",
            },
        },
        "basis": {
            "title": "UNCAC",
            "article": "55(2)",
            "text": in_all("—"),
        },
        "urgency": {"level": "urgent", "reason": in_all("—")},
        "deadline": {"date": dt.date(2026, 12, 15), "reason": in_all("—")},
        "confidentiality": "confidential",
        "proceedings": [
            {
                "court": {
                    "en": "Synthetic Procuratorate",
                    "fr": "Parquet synthétique",
                    "es": "Fiscalía sintética",
                    "zh": "示例检察院",
                    "ar": "النيابة النموذجية",
                    "ru": "Условная прокуратура",
                },
                "reference": "(2025) No. 12",
                "stage": "investigation",
                "opened": dt.date(2025, 2, 1),
            }
        ],
        "persons": [person],
        "companies": [
            {
                "name": "Exemplar Trading Ltd",
                "names_other": ["Exemplar 贸易"],
                "registration": "000001",
                "state": "GBR",
                "role": in_all("—"),
            },
            {"name": "شركة المثال للتجارة", "registration": "42", "state": "ARE"},
        ],
        "facts": [FACTS, FACTS],
        "offences": [
            {
                "title": {
                    "en": "Embezzlement",
                    "fr": "Détournement de fonds",
                    "es": "Malversación",
                    "zh": "贪污罪",
                    "ar": "الاختلاس",
                    "ru": "Хищение",
                },
                "law": {
                    "en": "Criminal Law",
                    "fr": "Code pénal",
                    "es": "Ley penal",
                    "zh": "《刑法》",
                    "ar": "القانون الجنائي",
                    "ru": "Уголовный закон",
                },
                "article": "382",
                "text": in_all("—"),
                "max_penalty_months": 180,
                "gravest": "life",
                "uncac": "17",
            }
        ],
        "sought_for": "prosecution",
        "trial": {"absence": in_all("—")},
        "time_bar": {"statement": in_all("—")},
        "order": {
            "kind": "freezing_order",
            "court": in_all("Synthetic Court"),
            "date": dt.date(2026, 11, 2),
            "reference": "F-9",
            "final_on": dt.date(2026, 11, 12),
            "extent": in_all("—"),
        },
        "sentence": {
            "imposed_months": 96,
            "remaining_months": 60,
            "served_months": 36,
            "consent_date": dt.date(2026, 9, 9),
        },
        "assets": [
            {
                "description": {
                    "en": "Account at a bank",
                    "fr": "Compte en banque",
                    "es": "Cuenta bancaria",
                    "zh": "银行账户",
                    "ar": "حساب مصرفي",
                    "ru": "Счет в банке",
                },
                "kind": "account",
                "location": in_all("Lyon"),
                "holder": "Exemplar Trading Ltd",
                "amount": Money(Decimal("1250000.05"), "EUR"),
                "link": "proceeds",
                "link_statement": in_all("—"),
            }
        ],
        "amounts": {
            "claimed": Money(Decimal(6200000), "EUR"),
            "recovered": Money(Decimal("0.50"), "EUR"),
            "outstanding": Money(Decimal("6199999.50"), "EUR"),
        },
        "third_parties": {"statement": in_all("—")},
        "return": {"ownership": in_all("—"), "arrangements": in_all("—")},
        "accounts": [
            {
                "bank": "Example Bank",
                "number": "FR00 0000",
                "holder": "王伟",
                "period_from": dt.date(2019, 1, 1),
                "period_to": dt.date(2021, 12, 31),
            }
        ],
        "bank_material": [in_all("—")],
        "witnesses": [
            {
                "name": "Jeanne Exemple",
                "particulars": in_all("—"),
                "location": in_all("Lyon"),
                "questions": [in_all("—"), in_all("—")],
            }
        ],
        "hearings": [
            {
                "name": "Jeanne Exemple",
                "date": dt.date(2027, 1, 12),
                "court": in_all("Synthetic Court"),
                "technical": in_all("—"),
            }
        ],
        "preserved": [
            {
                "particulars": in_all("—"),
                "holder": "Example Mail",
                "identifier": "w@example.org",
                "period_from": dt.date(2019, 1, 1),
                "period_to": dt.date(2021, 12, 31),
            }
        ],
        "searches": [{"place": in_all("3 Example Road"), "objects": in_all("—"), "link": in_all("—")}],
        "documents_to_serve": [
            {
                "title": in_all("—"),
                "recipient": "王伟",
                "address": in_all("Lyon"),
                "hearing_date": dt.date(2027, 2, 2),
            }
        ],
        "providers": [
            {
                "name": "Example Mail",
                "identifier": "w@example.org",
                "period_from": dt.date(2019, 1, 1),
                "period_to": dt.date(2021, 12, 31),
                "particulars": in_all("—"),
            }
        ],
        "purpose": in_all("—"),
        "requested_steps": [in_all("—")],
        "procedures": [in_all("—")],
        "undertakings": [in_all("—")],
        "assurances": [in_all("—")],
        "reasons": [{"instrument": "UNCAC", "article": "46(21)(b)", "text": in_all("—")}],
        "consultation": {"date": dt.date(2026, 11, 3), "reference": "C-5"},
        "questions": [in_all("—")],
        "conditions": [in_all("—")],
        "information": [in_all("—")],
        "remedies": in_all("—"),
        "registered_as": "R-1",
        "results": [
            {
                "number": 1,
                "title": in_all("—"),
                "purpose": in_all("—"),
                "specialty": "these_proceedings",
                "confidentiality": "confidential",
                "keep_until": dt.date(2030, 1, 1),
                "originals_back": dt.date(2027, 5, 1),
            }
        ],
        "next_steps": [in_all("—")],
        "team": {
            "purpose": in_all("—"),
            "leader": "李娜",
            "members": [{"name": "Éloïse Modèle", "function": in_all("—"), "state": "FRA"}],
            "from": dt.date(2027, 1, 1),
            "to": dt.date(2027, 12, 31),
            "place": in_all("Lyon"),
        },
        "annexes": [{"number": 1, "title": in_all("F-9"), "pages": 12, "translated": "yes"}],
        "signatory": {
            "name": "赵敏",
            "title": {
                "en": "Director",
                "fr": "Directrice",
                "es": "Directora",
                "zh": "主任",
                "ar": "المديرة",
                "ru": "Директор",
            },
        },
    }


@pytest.fixture
def case() -> dict[str, Any]:
    return synthetic_case()
