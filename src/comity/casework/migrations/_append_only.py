"""The database itself refuses to change or delete entries of the log and of the ledger, whoever asks.

The ledger of a case can be deleted with the case, and only while its deletion is under way.
"""

from collections.abc import Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

LOG = "casework_logentry"
LEDGER = ("casework_ledgerentry", "casework_ledgerposting")
ERASING = "EXISTS (SELECT 1 FROM casework_erasure)"


def protect(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the triggers of the engine at hand."""
    on = _sqlite if editor.connection.vendor == "sqlite" else _postgresql
    for statement in (*on(LOG, "the log"), *(one for table in LEDGER for one in on(table, "the ledger", ERASING))):
        editor.execute(statement)


def unprotect(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    for table in (LOG, *LEDGER):
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {table}_no_update")
            editor.execute(f"DROP TRIGGER {table}_no_delete")
        else:
            editor.execute(f"DROP TRIGGER {table}_no_change ON {table}")
            editor.execute(f"DROP FUNCTION {table}_refuse()")


def _sqlite(table: str, what: str, unless: str = "") -> Iterator[str]:
    for verb in ("update", "delete"):
        when = f"WHEN NOT {unless} " if unless and verb == "delete" else ""
        refusal = f"BEGIN SELECT RAISE(ABORT, '{what} is append-only'); END"
        yield f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {when}{refusal}"


def _postgresql(table: str, what: str, unless: str = "") -> Iterator[str]:
    first = f"IF TG_OP = 'DELETE' AND {unless} THEN RETURN NULL; END IF; " if unless else ""
    refusal = f"$$BEGIN {first}RAISE EXCEPTION '{what} is append-only'; END$$"
    yield f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS {refusal}"
    yield (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )
