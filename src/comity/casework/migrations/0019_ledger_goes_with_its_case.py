"""The ledger of a case can be deleted with the case, and only then: while its deletion is under way."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("casework_ledgerentry", "casework_ledgerposting")
REFUSAL = "the ledger is append-only"
UNDER_WAY = "EXISTS (SELECT 1 FROM casework_erasure)"


def allow(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Refuse deletion as before, unless the deletion of a case is under way."""
    _set(editor, f"WHEN NOT {UNDER_WAY} ", f"IF TG_OP = 'DELETE' AND {UNDER_WAY} THEN RETURN NULL; END IF; ")


def forbid(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Refuse it always, as before."""
    _set(editor, "", "")


def _set(editor: BaseDatabaseSchemaEditor, when: str, first: str) -> None:
    for table in TABLES:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {table}_no_delete")
            editor.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE delete ON {table} {when}"
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        else:
            editor.execute(
                f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$BEGIN {first}RAISE EXCEPTION '{REFUSAL}'; END$$"
            )


class Migration(migrations.Migration):
    """Changes the triggers."""

    dependencies: ClassVar = [("casework", "0018_data_protection_and_disclosure")]
    operations: ClassVar = [migrations.RunPython(allow, forbid)]
