"""The synthetic office, made once for all tests that ask for the database; each test's own changes are taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.accounts.models import User
from comity.casework.assets.models import Agreement, Asset, AssetClaim
from comity.casework.cases.models import Case
from comity.casework.data_protection.models import PersonRequest
from comity.casework.demo_office import demo_office_create
from comity.casework.entry.models import Consultation
from comity.casework.evidence.models import EvidenceItem
from comity.casework.extradition.models import Extradition
from comity.casework.requests.models import Request
from comity.casework.returns.models import ReturnPlan
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


@pytest.fixture
def at_its_end(case: Any) -> Any:
    """The synthetic case with everything in it done, so that it can be closed."""
    Request.everything.filter(case=case).update(state="closed")
    Extradition.everything.filter(request__case=case).update(state="closed")
    ReturnPlan.everything.filter(case=case).update(state="closed")
    Asset.everything.filter(case=case).update(state="closed")
    AssetClaim.everything.filter(asset__case=case).update(state="withdrawn")
    Agreement.everything.filter(case=case).update(state="ended")
    PersonRequest.everything.filter(party__case=case).update(state="answered")
    Consultation.everything.filter(case=case).update(state="closed")
    EvidenceItem.everything.filter(case=case).update(data={"title": "x", "kind": "other", "limits": {}})
    return case
