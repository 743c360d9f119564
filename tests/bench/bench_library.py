"""How long a search of the library of concluded cases takes, in each of its six languages. Exits 1 where missed.

Run: python tests/bench/bench_library.py (COMITY_CASES changes the number of summaries). Everything in it is synthetic:
words of the field in six languages among made-up words, as frequent as the words of real texts are.
"""

import datetime as dt
import os
import random
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]
os.environ["COMITY_DATA"] = tempfile.mkdtemp(prefix="comity-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.web.settings"

import django  # noqa: E402 - found on the path set above

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from comity.casefile.people import AgencyKind  # noqa: E402
from comity.casework.accounts.services import user_create  # noqa: E402
from comity.casework.agencies.services import agency_create  # noqa: E402
from comity.casework.identity import Role  # noqa: E402
from comity.knowledge.case_library.indexing import index_cases, measured  # noqa: E402
from comity.knowledge.case_library.models import LibraryCase, LibraryPosting  # noqa: E402
from comity.knowledge.case_library.reading import read_summary  # noqa: E402
from comity.knowledge.case_library.search import Wanted, search_library  # noqa: E402

CASES = int(os.environ.get("COMITY_CASES", "20000"))
ROUNDS = 8
GOAL = 0.020
# Words of the field, the most frequent first; each question below is made of them.
FIELD = {
    "en": "corruption bribery account company request freezing confiscation extradition theft laundering".split(),
    "fr": "corruption compte société demande saisie confiscation extradition détournement blanchiment retour".split(),
    "es": "corrupción soborno cuenta sociedad solicitud embargo decomiso extradición malversación blanqueo".split(),
    "ru": "коррупция взятка счёт компания запрос арест конфискация выдача хищение легализация".split(),
    "ar": "الفساد الرشوة حساب شركة طلب تجميد مصادرة تسليم اختلاس غسل".split(),
    "zh": "腐败 贿赂 账户 公司 请求 冻结 没收 引渡 贪污 洗钱".split(),
}
LETTERS = {
    "en": "abcdefghilmnoprstu",
    "fr": "abcdefghilmnoprstué",
    "es": "abcdefghilmnoprstuñá",
    "ru": "абвгдежзиклмнопрст",
    "ar": "ابتجحدرسشصعفقكلمنهوي",
}
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 900)]


def words_of_language(language: str, chance: random.Random) -> list[str]:
    """A vocabulary: the words of the field among made-up ones, in the order of how often they are said."""
    if language == "zh":
        made = [chance.choice(HAN) + chance.choice(HAN) for _ in range(6000)]
    else:
        letters = LETTERS[language]
        made = ["".join(chance.choices(letters, k=chance.randint(3, 11))) for _ in range(6000)]
    for rank, word in enumerate(FIELD[language]):
        made.insert(4 * rank + 2, word)
    return made


def fill() -> float:
    """Put the synthetic summaries in; gives the seconds it took."""
    agency = agency_create(key="desk", name="Example Desk", kind=AgencyKind.PROSECUTION, state="NLD")
    user = user_create(username="a", name="A", agency=agency, roles=[Role.HEAD], password="x" * 12)
    chance = random.Random(7)
    said = {language: words_of_language(language, chance) for language in FIELD}
    weights = [1 / (rank + 3) for rank in range(6010)]
    began = time.perf_counter()
    for at in range(0, CASES, 1000):
        piece = [case_of(number, said, weights, chance, user) for number in range(at, min(at + 1000, CASES))]
        LibraryCase.objects.bulk_create(piece)
        index_cases(piece)
    return time.perf_counter() - began


def case_of(
    number: int, said: dict[str, list[str]], weights: list[float], chance: random.Random, user: Any
) -> LibraryCase:
    """One synthetic summary of some 120 words."""
    language = list(FIELD)[number % len(FIELD)]
    words = chance.choices(said[language], weights, k=120)
    between = "" if language == "zh" else " "
    data = {
        "uid": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "language": language,
        "title": between.join(words[:6]),
        "origin_states": [chance.choice(("NLD", "BRA", "NGA", "PER", "UKR", "IDN"))],
        "asset_states": [chance.choice(("CHE", "GBR", "USA", "SGP", "LUX"))],
        "offences": [chance.choice(("uncac:15", "uncac:17", "uncac:20", "uncac:23"))],
        "measures": [chance.choice(("freezing", "confiscation", "assistance", "extradition"))],
        "basis": ["convention"],
        "outcome": [chance.choice(("assets_returned", "refused", "person_surrendered"))],
        "begun": "2005",
        "concluded": str(chance.randint(2007, 2024)),
        "facts": between.join(words[6:]),
        "sources": [{"title": "Synthetic"}],
    }
    summary, slips = read_summary(data)
    if summary is None:
        raise SystemExit(f"the bench writes what cannot be read: {slips}")
    case = LibraryCase(uid=summary.uid, proposed_on=dt.date(2026, 1, 1), proposed_by=user, status="confirmed")
    measured(case, summary)
    return case


def questions(language: str) -> list[Wanted]:
    """What people ask: a frequent word, a rare one, two together, a beginning, another ending, and within tags."""
    field = FIELD[language]
    asked = [
        field[0],
        field[-1],
        f"{field[0]} {field[1]}",
        f"{field[2]} {field[-2]}",
        f"{field[0]} {field[7]} {field[5]}",
    ]
    asked += [field[4][:4], field[6] + "s", field[6][:-1]] if language != "zh" else ["没收冻结", "洗钱", "引渡请求"]
    tagged = Wanted(field[1], {"state": ("CHE",), "outcome": ("assets_returned",)}, least_months=24)
    return [*map(Wanted, asked), tagged, Wanted("", {"measure": ("extradition",), "state": ("LUX", "SGP")})]


def main() -> int:
    """Fill a library, ask it in six languages, and print what it took."""
    call_command("migrate", verbosity=0)
    took = fill()
    print(f"{CASES} summaries, {LibraryPosting.objects.count()} words, {connection.vendor}: filled in {took:.0f} s")
    missed = False
    for language in FIELD:
        times, worked, found = [], 0.0, 0
        for _ in range(ROUNDS):
            for wanted in questions(language):
                began, at_work = time.perf_counter(), time.process_time()
                answer = search_library(wanted)
                times.append(time.perf_counter() - began)
                worked += time.process_time() - at_work
                found += bool(answer.hits)
        times.sort()
        p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
        missed |= p95 > GOAL or not search_library(Wanted(FIELD[language][0])).hits
        spent = f"p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, longest {times[-1] * 1000:.1f} ms, n {len(times)}"
        print(f"{language}: {spent}; processor {worked / len(times) * 1000:.1f} ms each; {found} answered")
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
