"""The synthetic office, made once for all tests that ask for the database; each test's own changes are taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.demo_office import demo_office_create
from comity.casework.requests.models import Request
from comity.knowledge.demo import demo_knowledge_create

ROOT = Path(__file__).parents[2]
CASE = ROOT / "lawdata" / "cases" / "netherlands-united-states.yaml"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        demo_office_create(case_path=CASE, on=timezone.localdate())
        demo_knowledge_create(on=timezone.localdate())


@pytest.fixture
def person(db: None) -> Callable[[str], Any]:
    """A person of the synthetic office by their name of sign-in."""
    return lambda name: User.objects.get(username=name)


@pytest.fixture
def case(db: None) -> Any:
    """The synthetic case."""
    return Case.everything.get(reference="EX-2026-0417")


@pytest.fixture
def request_(case: Any) -> Callable[[str], Any]:
    """A request of the synthetic case by its key, as it is now."""
    return lambda key: Request.everything.select_related("case", "wall", "version").get(case=case, key=key)
