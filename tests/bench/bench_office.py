"""The pages of the office with many cases: `python tests/bench/bench_office.py [--cases N] [--times N] [--repeat N]`.

Fills an office of its own (SQLite in a passing folder; PostgreSQL where COMITY_DATABASE_URL names one) with synthetic
cases, people, requests, notes and a whole log, and asks for each page as its users do: signed in, with authorisation.
Two people: one who is on the team of every case, one on the team of one in fifty. On PostgreSQL `--times 100` has the
database repeat the rows, so that a million cases are there within minutes (the log does not hold then, and nobody asks
it), and `--cases 0` measures what is there already.
"""

import argparse
import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SURNAMES = "王 李 张 刘 陈 杨 黄 赵 吴 周 Meier Rossi García Иванов Петрова الأحمد Okafor Nguyen Jansen Dupont".split()
GIVEN = "伟 芳 娜 敏 静 强 磊 洋 勇 艳 Anna Marco José Сергей Мария محمد Chidi Linh Pieter Claire".split()
WORDS = "municipal building funds bridge contract 引渡 贪污 挪用公款 хищение взятка soborno رشوة اختلاس".split()
ALL, FEW = "everywhere", "somewhere"


def main() -> None:
    """Fill an office and time its pages."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=60)
    parser.add_argument("--times", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COMITY_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.office_settings"
        sys.path.insert(0, str(ROOT))
        import django  # noqa: PLC0415

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        started = time.perf_counter()
        if asked.cases:
            fill(asked.cases)
        if asked.times > 1:
            multiply(asked.times)
        print(f"filled with {asked.cases * asked.times:,} cases in {time.perf_counter() - started:.0f} s")
        measure(asked.repeat)


def batches(rows: Iterator[Any], size: int = 5000) -> Iterator[list[Any]]:
    """Rows in pieces."""
    while piece := list(islice(rows, size)):
        yield piece


def fill(count: int) -> None:
    """Synthetic cases with people, requests, notes, and a log that holds."""
    from comity.casefile.people import AgencyKind  # noqa: PLC0415
    from comity.casework.accounts.services import user_create  # noqa: PLC0415
    from comity.casework.agencies.services import agency_create  # noqa: PLC0415
    from comity.casework.cases.models import Case, JoinedAgency, Membership, Note  # noqa: PLC0415
    from comity.casework.cases.selectors import searchable  # noqa: PLC0415
    from comity.casework.identity import Role  # noqa: PLC0415
    from comity.casework.people.models import Party  # noqa: PLC0415
    from comity.casework.requests.models import Request  # noqa: PLC0415
    from comity.casework.search.services import rebuild  # noqa: PLC0415

    agency = agency_create(key="desk", name="Example Desk", kind=AgencyKind.PROSECUTION, state="NLD")
    everywhere, somewhere = (
        user_create(username=name, name=name, agency=agency, roles=[Role.CASEWORKER], password="x" * 12)
        for name in (ALL, FEW)
    )
    day = dt.date(2026, 1, 5)

    def title(n: int) -> dict[str, str]:
        return {"en": f"Case of {WORDS[n % len(WORDS)]} {WORDS[n // 7 % len(WORDS)]} {n} (synthetic)"}

    def cases() -> Iterator[Any]:
        for n in range(count):
            reference = f"EX-2026-{n:07d}"
            words = searchable(reference, title(n))
            yield Case(reference=reference, title=title(n), words=words, state="NLD", languages=["en"], opened=day)

    for piece in batches(cases()):
        Case.everything.bulk_create(piece)
    keys = list(Case.everything.order_by("pk").values_list("pk", flat=True))
    for chosen in (keys[at : at + 5000] for at in range(0, len(keys), 5000)):
        JoinedAgency.objects.bulk_create(JoinedAgency(case_id=k, agency=agency) for k in chosen)
        Membership.objects.bulk_create(Membership(case_id=k, user=everywhere, relation="owner") for k in chosen)
        some = [k for k in chosen if k % 50 == 0]
        Membership.objects.bulk_create(Membership(case_id=k, user=somewhere, relation="member") for k in some)
        parties = []
        for k in chosen:
            for n in range(3):
                name = f"{SURNAMES[(k * 3 + n) % 20]}{GIVEN[(k + n * 7) // 20 % 20]}"
                data = {"id": f"p{n}", "names": [{"full": name, "kind": "main"}]}
                parties.append(Party(case_id=k, key=f"p{n}", position=n, kind="person", name=name, data=data))
        Party.everything.bulk_create(parties)
        request = {"id": "r", "to": "CHE", "measure": "assistance", "people": ["p0"]}
        Request.everything.bulk_create(
            Request(case_id=k, key="r", counterpart="CHE", measure="assistance", data=request, state="drafting")
            for k in chosen
        )
        Note.everything.bulk_create(
            Note(case_id=k, author=everywhere, text=f"The register of {WORDS[k % len(WORDS)]} was asked (synthetic).")
            for k in chosen
        )
    log(keys, everywhere, day)
    rebuild()


def log(keys: list[int], actor: Any, day: dt.date) -> None:
    """Two entries a case in a tree that holds."""
    from comity.casework.log import merkle  # noqa: PLC0415
    from comity.casework.log.models import LogDetail, LogEntry  # noqa: PLC0415
    from comity.casework.log.services import canonical, detail_digest  # noqa: PLC0415

    last = LogEntry.objects.order_by("-index").first()
    frontier, index = merkle.unpacked(bytes(last.frontier)), last.index + 1
    at = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)

    def entries() -> Iterator[tuple[Any, Any]]:
        nonlocal frontier, index
        for key in keys:
            for event, subject, name in (("case_opened", "case", f"EX-{key}"), ("needed", "request", "r")):
                columns = {"subject": subject, "key": name, "event": event}
                leaf = {"index": index, "actor": actor.pk, "case": key, **columns, "day": day.isoformat()}
                leaf |= {"at": at.isoformat(timespec="microseconds"), "details": detail_digest("", {})}
                text = canonical(leaf)
                hashed = merkle.leaf_hash(text.encode())
                frontier = merkle.appended(frontier, index, hashed)
                tree = merkle.packed(frontier)
                entry = LogEntry(
                    index=index, at=at, day=day, actor=actor, case_id=key, leaf=text, **columns, frontier=tree
                )
                yield entry, LogDetail(entry_id=index, salt="", data={})
                index += 1

    for piece in batches(entries()):
        LogEntry.objects.bulk_create([entry for entry, _ in piece])
        LogDetail.objects.bulk_create([detail for _, detail in piece])


def multiply(times: int) -> None:
    """Repeat every row so often, each time as rows of cases of their own."""
    from django.db import connection  # noqa: PLC0415
    from django.db.models import Max  # noqa: PLC0415

    from comity.casework.cases.models import Case, JoinedAgency, Membership, Note  # noqa: PLC0415
    from comity.casework.log.models import LogDetail, LogEntry  # noqa: PLC0415
    from comity.casework.people.models import Party  # noqa: PLC0415
    from comity.casework.requests.models import Request  # noqa: PLC0415
    from comity.casework.search.models import SearchEntry, SearchMark, SearchWord  # noqa: PLC0415

    models: list[Any] = [Case, JoinedAgency, Membership, Party, Request, Note, LogEntry, LogDetail]
    models += [SearchEntry, SearchWord]
    strides = {model: model._base_manager.aggregate(last=Max("pk"))["last"] + 1 for model in models}  # noqa: SLF001
    with connection.cursor() as cursor:
        for model in models:
            columns, values = [], []
            for field in model._meta.local_concrete_fields:  # noqa: SLF001
                of = field.related_model if field.is_relation else model if field.primary_key else None
                value = f'"{field.column}"'
                if of in strides:
                    value += f" + k * {strides[of]}"
                elif (model, field.column) == (Case, "reference"):
                    value += " || '-' || k"
                columns.append(f'"{field.column}"')
                values.append(value)
            table = model._meta.db_table  # noqa: SLF001
            cursor.execute(
                f'INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(values)} '
                f'FROM "{table}" CROSS JOIN generate_series(1, {times - 1}) AS k'
            )
    SearchMark.objects.update(read_up_to=LogEntry.objects.aggregate(last=Max("index"))["last"])


def measure(repeat: int) -> None:
    """Time each page as each person."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from comity.casework.accounts.models import User  # noqa: PLC0415
    from comity.casework.cases.models import Case  # noqa: PLC0415

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"{connection.vendor}, {os.cpu_count()} processors, {repeat} times each, milliseconds")
    for name in (ALL, FEW):
        client = Client()
        client.force_login(User.objects.get(username=name))
        own = list(Case.everything.filter(memberships__user__username=name).order_by("pk").values_list("pk", flat=True))
        middle = own[len(own) // 2]
        reference = Case.everything.get(pk=middle).reference
        for page, address in pages(own, reference).items():
            print(f"  {name:<11} {page:<32} {timed(client, address, repeat)}")


def pages(own: list[int], reference: str) -> dict[str, Callable[[int], str]]:
    """What is asked for: each page by the number of the try."""
    return {
        "case list": lambda _: "/",
        "case list, found by title": lambda n: f"/?q={WORDS[n % len(WORDS)]}",
        "case": lambda n: f"/cases/{own[n * 37 % len(own)]}",
        "people": lambda n: f"/cases/{own[n * 41 % len(own)]}/people",
        "case file": lambda n: f"/cases/{own[n * 43 % len(own)]}/records",
        "evidence": lambda n: f"/cases/{own[n * 47 % len(own)]}/evidence",
        "tasks": lambda _: "/tasks",
        "search: two Chinese characters": lambda n: f"/search?q={SURNAMES[n % 10]}{GIVEN[n % 10]}",
        "search: a word": lambda n: f"/search?q={WORDS[n % 5]}",
        "search: a word that many have": lambda _: "/search?q=synthetic",
        "search: a reference": lambda _: f"/search?q={reference}",
    }


def asked(client: Any, address: str) -> Any:
    """A page as a browser asks for it: what is sought goes in the body."""
    page, _, words = address.partition("?q=")
    return client.post(page, {"q": words}) if words else client.get(page)


def timed(client: Any, address: Callable[[int], str], repeat: int) -> str:
    """Median and 95th percentile of a page."""
    for n in range(3):
        assert asked(client, address(n)).status_code == 200, address(n)
    spans = []
    for n in range(repeat):
        before = time.perf_counter()
        asked(client, address(n))
        spans.append((time.perf_counter() - before) * 1000)
    cuts = statistics.quantiles(spans, n=20)
    return f"median {statistics.median(spans):7.1f}   p95 {cuts[18]:7.1f}"


if __name__ == "__main__":
    main()
