"""The office on PostgreSQL: every test of it again, where COMITY_TEST_POSTGRESQL names a server (CI starts one)."""

import pytest

from proof import alongside


@pytest.mark.skipif(not alongside.ADDRESS, reason="no PostgreSQL is named by COMITY_TEST_POSTGRESQL")
def test_the_office_holds_on_postgresql_what_it_holds_on_sqlite(on_postgresql: alongside.Alongside) -> None:
    code, output = on_postgresql.ended("postgresql")
    assert code == 0, output
