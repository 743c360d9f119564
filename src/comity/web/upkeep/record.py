"""Checks of what the office keeps: the database and its version, the log, evidence files, accounts, the law data."""

import datetime as dt
import platform
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from comity.web.upkeep.finding import Finding, fine, unsafe, warning

_OLDEST_SQLITE = (3, 37, 0)
_OLDEST_POSTGRESQL = 140000
_SHOWN = 3
_LONG_WAIT = dt.timedelta(minutes=10)
_OLD_CHECK = dt.timedelta(days=365)


def record_findings(on: dt.date, wanted: set[str] | None = None) -> Iterator[Finding]:
    """What the database and the law data say; nothing more than the version where the tables are not this version's.

    ``wanted`` names the checks that are asked for; the others are not made.
    """
    yield from _engine()
    pending, unknown = migrations()
    if lacking := lacking_steps():
        cure = "Take the version that ends with that step, run its 'comity upgrade', then this one's."
        yield unsafe("version", f"The tables are too old for this version: they lack {', '.join(lacking)}.", cure)
        return
    if unknown:
        cure = "Use the newer version of Comity again, or restore a backup that was made before the upgrade."
        yield unsafe("version", f"A newer version of Comity has worked on it ({', '.join(unknown)}).", cure)
        return
    if pending:
        yield unsafe(
            "version", f"The tables are older than this version ({len(pending)} steps).", "Run 'comity upgrade'."
        )
        return
    yield fine("version", "The tables are those of this version.")
    checks = {"log": _log, "evidence": _evidence, "accounts": _accounts, "work": _work, "connector": _connector}
    for name, look in checks.items():
        if wanted is None or name in wanted:
            yield from look()
    if wanted is None or "law" in wanted:
        yield _law(on)


def log_head() -> dict[str, object] | None:
    """How long the log is and its head, as its last entry has them; nothing where the tables are not made."""
    from comity.casework.log import merkle  # noqa: PLC0415 - needs the office
    from comity.casework.log.models import LogEntry  # noqa: PLC0415

    if LogEntry._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's own way
        return None
    last = LogEntry.objects.order_by("-index").first()
    frontier = merkle.unpacked(bytes(last.frontier)) if last else []
    return {"size": last.index + 1 if last else 0, "root": merkle.root(frontier).hex()}


def migrations() -> tuple[list[str], list[str]]:
    """The steps that this version still has to take with the tables, and those taken that it does not know."""
    executor = MigrationExecutor(connection)
    wanted = executor.migration_plan(executor.loader.graph.leaf_nodes())
    known = {step for name, one in executor.loader.disk_migrations.items() for step in (name, *one.replaces)}
    ours = set(executor.loader.migrated_apps)
    taken = {step for step in executor.loader.applied_migrations if step[0] in ours}
    pending = [f"{step.app_label} {step.name}" for step, _ in wanted]
    return pending, sorted(f"{app} {name}" for app, name in taken - known)


def lacking_steps() -> list[str]:
    """The last steps that tables lack which were begun in single steps; this version has only their sum."""
    taken = set(MigrationRecorder(connection).applied_migrations())
    sums = [one.replaces for one in MigrationExecutor(connection).loader.disk_migrations.values() if one.replaces]
    begun = [steps for steps in sums if taken & set(steps) and not taken >= set(steps)]
    return [f"{app} {name}" for app, name in sorted(steps[-1] for steps in begun)]


def version_refusal() -> str:
    """Why this version may not work on the tables, and what to do; empty where it may."""
    if lacking := lacking_steps():
        return (
            f"these tables are too old for this version (they lack {', '.join(lacking)}); take the version that ends "
            "with that step, run its 'comity upgrade', then this one's"
        )
    _, unknown = migrations()
    told = f"a newer version of Comity has worked on these tables ({', '.join(unknown)})"
    return f"{told}; use that version, or restore a backup that was made before" if unknown else ""


def _engine() -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        level = fine if sqlite3.sqlite_version_info >= _OLDEST_SQLITE else _old_sqlite
        yield level("database", f"SQLite {sqlite3.sqlite_version}, Python {platform.python_version()}.")
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        number = int(cursor.fetchone()[0])
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - timezone.now().timestamp())
    told = f"PostgreSQL {number // 10000}.{number % 10000}, {encoding}."
    if number < _OLDEST_POSTGRESQL or encoding != "UTF8":
        yield unsafe("database", told, "It needs PostgreSQL 14 or later with a database in UTF8.")
    else:
        yield fine("database", told)
    if apart > 2:
        cure = "Let both machines keep their clocks by a time server."
        yield unsafe("clock", f"The database's clock is {apart:.0f} seconds away from this machine's.", cure)


def _old_sqlite(check: str, sentence: str) -> Finding:
    return unsafe(check, sentence, "It needs SQLite 3.37 or later.")


def _work() -> Iterator[Finding]:
    from comity.casework.background.queue import waiting_since  # noqa: PLC0415 - needs the office

    since = waiting_since()
    if since is not None and timezone.now() - since > _LONG_WAIT:
        cure = "'comity serve' or 'comity work' does it: is one of them running, and is it at a long one?"
        yield warning("work", f"Long work has waited since {since:%Y-%m-%d %H:%M} UTC.", cure)


def _log() -> Iterator[Finding]:
    from comity.casework.log.models import LogEntry  # noqa: PLC0415 - needs the office
    from comity.casework.log.selectors import log_check  # noqa: PLC0415

    found = log_check()
    if found.troubles:
        more = f" and {len(found.troubles) - _SHOWN} more" if len(found.troubles) > _SHOWN else ""
        told = "; ".join(islice(found.troubles, _SHOWN)) + more
        yield unsafe(
            "log", f"The log is not what was written: {told}.", "Keep the machine as it is, and tell oversight."
        )
    else:
        yield fine("log", f"The log is whole: {found.size} entries, head {found.root}.")
    last = LogEntry.objects.order_by("-index").first()
    if last is not None and last.at > timezone.now() + dt.timedelta(minutes=1):
        cure = "Set the clock right; deadlines and codes depend on it."
        yield unsafe("clock", "The newest log entry lies in the future: the clock went back.", cure)


def _evidence() -> Iterator[Finding]:
    from comity.casework.evidence.kept import all_named  # noqa: PLC0415 - needs the office
    from comity.casework.evidence.store import kept_in, path_of  # noqa: PLC0415

    folder = Path(settings.EVIDENCE_FOLDER)
    there = kept_in(folder)  # before the record is read, so that what arrives meanwhile is not taken for left over
    named = all_named()
    gone = sorted(digest for digest in named if not path_of(folder, digest).exists())
    left = sorted(there - named)
    if gone:
        cure = "Restore them from a backup; 'comity restore' tells which one holds them."
        yield unsafe("evidence", f"{len(gone)} of {len(named)} files are gone, the first {gone[0]}.", cure)
    elif left:
        said = f"{len(left)} files belong to no record, the first {path_of(folder, left[0])}."
        yield warning("evidence", said, "Left over from work that was cut off, perhaps a deletion: remove them.")
    else:
        yield fine("evidence", f"All {len(named)} files of the records are there, and no other.")


def _accounts() -> Iterator[Finding]:
    from comity.casework.accounts.models import User  # noqa: PLC0415 - needs the office
    from comity.casework.demo_office import DEMO_SECRET  # noqa: PLC0415
    from comity.casework.identity import Role  # noqa: PLC0415

    people = list(User.objects.filter(is_active=True).prefetch_related("passkeys"))
    if not people:
        yield warning("accounts", "Nobody has an account yet.", "'comity account agency', then 'comity account add'.")
        return
    if any(person.totp_secret == DEMO_SECRET for person in people) and not settings.DEMO:
        yield unsafe("accounts", "People of the demonstration can sign in here.", "Begin with a new folder.")
    if not any(Role.ADMINISTRATOR in person.roles for person in people):
        yield warning("accounts", "Nobody is administrator.", "'comity account add NAME --role administrator'.")
    trusted = {Role.LAWYER, Role.SIGNATORY, Role.DISPATCHER, Role.ADMINISTRATOR}
    bare = [p.username for p in people if trusted & set(p.roles) and not p.totp_secret and not p.passkeys.all()]
    if bare:
        cure = "They set one up on their account page; until then they can neither sign nor send."
        yield warning("accounts", f"Without a second factor: {', '.join(sorted(bare))}.", cure)
    else:
        yield fine("accounts", f"{len(people)} accounts; whoever signs, sends or administers has a second factor.")


def _connector() -> Iterator[Finding]:
    """Whether the settings of the national connector can be used, where the machine names any."""
    from comity.casework.correspondence.by_connector.partners import connector_trouble, partners_shown  # noqa: PLC0415

    if not settings.CONNECTOR:
        return
    if trouble := connector_trouble():
        told = f"Nothing goes through the e-CODEX connector: {settings.CONNECTOR} {trouble}."
        cure = "Put the file right that COMITY_CONNECTOR names (docs/exchange.md); until then requests go on paper."
        yield unsafe("connector", told, cure)
        return
    partners = partners_shown()
    confirmed = sum(1 for one in partners if one.in_force)
    yield fine(
        "connector",
        f"The settings of the e-CODEX connector can be used: {len(partners)} states, {confirmed} confirmed by two.",
    )


def _law(on: dt.date) -> Finding:
    """Whether anybody has looked at the law data within a year."""
    from comity.law.coverage import state_coverage  # noqa: PLC0415 - reads the whole law

    days = [dt.date.fromisoformat(row.checked) for row in state_coverage() if row.checked]
    newest = max(days, default=None)
    cure = "Install a newer version; 'comity coverage --stale' tells what is old."
    if newest is None or on - newest > _OLD_CHECK:
        return warning("law", f"The law data was last checked on {newest or 'no known day'}.", cure)
    return fine("law", f"The law data was last checked on {newest}; 'comity coverage --stale' tells what is old in it.")
