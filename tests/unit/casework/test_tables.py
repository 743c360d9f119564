"""The tables are those of the models, and tables that this version cannot take over are left alone with a sentence."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from comity.common.errors import ComityError
from comity.web import starting
from comity.web.upkeep.record import migrations, version_refusal

pytestmark = pytest.mark.django_db


def test_the_models_are_what_the_migrations_make() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_tables_that_took_every_single_step_are_those_of_this_version() -> None:
    taken = {name for app, name in MigrationRecorder(connection).applied_migrations() if app == "casework"}
    assert {"0001_initial", "0022_agreement_costs"} <= taken
    assert (migrations(), version_refusal()) == (([], []), "")


def test_tables_that_lack_one_of_the_single_steps_are_left_alone() -> None:
    single = MigrationLoader(connection).disk_migrations["casework", "0001_tables"].replaces[-1][1]
    MigrationRecorder(connection).migration_qs.filter(app="casework", name__in=(single, "0001_tables")).delete()
    with pytest.raises(ComityError, match=f"too old for this version .they lack casework {single}.; take the version"):
        starting.make_tables()


def test_tables_on_which_a_newer_version_has_worked_are_left_alone() -> None:
    MigrationRecorder(connection).record_applied("casework", "9999_of_tomorrow")
    with pytest.raises(ComityError, match=r"newer version .* \(casework 9999_of_tomorrow\); use that version"):
        starting.make_tables()
