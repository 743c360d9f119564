"""Retention: two persons delete what is due, nothing is left but the leaves of the log, and a certificate proves it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.cases.head import case_close
from comity.casework.cases.models import Case
from comity.casework.evidence.models import EvidenceItem
from comity.casework.log.models import LogDetail, LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.people.models import Party
from comity.casework.requests.models import Request
from comity.casework.retention.erasing import STAYS, hangs_on
from comity.casework.retention.models import CaseKind, DeletionCertificate, DeletionProposal
from comity.casework.retention.selectors import due_of, months_after
from comity.casework.retention.services import (
    deletion_confirm,
    deletion_propose,
    legal_hold_end,
    legal_hold_set,
    retention_rule_set,
)
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
TODAY = timezone.localdate()
LATER = TODAY + dt.timedelta(days=366 * 10 + 40)


@pytest.fixture
def closed(case: Case, person: Get) -> Case:
    """The synthetic case, closed today."""
    Request.everything.filter(case=case).update(state="closed")
    EvidenceItem.everything.filter(case=case).update(data={"limits": {}})  # its originals went back
    anna = person("anna")
    case_close(case=case, reason="over (synthetic)", actor=anna, who=anna.identity(strong=True))
    return Case.everything.get(pk=case.pk)


def propose(case: Case, actor: Any, on: dt.date = LATER) -> DeletionProposal:
    return deletion_propose(case=case, on=on, actor=actor, who=actor.identity(strong=True))


def confirm(proposal: DeletionProposal, actor: Any, folder: Path, on: dt.date = LATER) -> DeletionCertificate:
    return deletion_confirm(proposal=proposal, folder=folder, on=on, actor=actor, who=actor.identity(strong=True))


def test_a_deletion_takes_two_persons(closed: Case, person: Get, tmp_path: Path) -> None:
    proposal = propose(closed, person("dora"))
    with pytest.raises(NotAllowedError, match="did not write it"):
        confirm(proposal, person("dora"), tmp_path)
    assert confirm(proposal, person("ada"), tmp_path).confirmed_by == person("ada")


def test_nothing_of_the_case_is_left_but_its_number_and_its_leaves(closed: Case, person: Get, tmp_path: Path) -> None:
    leaves = LogEntry.objects.filter(case=closed).count()
    certificate = confirm(propose(closed, person("dora")), person("ada"), tmp_path)
    assert hangs_on(closed) == {}
    assert LogEntry.objects.filter(case=closed).count() == leaves + 2  # proposed, deleted
    assert LogDetail.objects.filter(entry__case=closed).count() == 1  # of the deletion itself
    assert not Party.everything.filter(case=closed).exists()
    assert Case.everything.get(pk=closed.pk).title == {"en": "deleted"}
    assert certificate.tables["casework_party"]["rows"] > 5
    assert certificate.details >= leaves


def test_the_log_is_still_whole_after_a_deletion(closed: Case, person: Get, tmp_path: Path) -> None:
    confirm(propose(closed, person("dora")), person("ada"), tmp_path)
    assert log_check().troubles == ()


def test_the_certificate_has_a_digest_for_every_table(closed: Case, person: Get, tmp_path: Path) -> None:
    rows = {model._meta.db_table: len(keys) for model, keys in hangs_on(closed).items()}  # noqa: SLF001
    certificate = confirm(propose(closed, person("dora")), person("ada"), tmp_path)
    assert {name: table["rows"] for name, table in certificate.tables.items()} == rows
    assert all(len(table["sha256"]) == 64 for table in certificate.tables.values())
    assert len(certificate.digest) == 64


def test_another_case_loses_nothing(closed: Case, person: Get, tmp_path: Path) -> None:
    others = Party.everything.exclude(case=closed).count()
    confirm(propose(closed, person("dora")), person("ada"), tmp_path)
    assert Party.everything.exclude(case=closed).count() == others > 0


def test_every_table_with_a_key_to_a_case_is_deleted_with_it_or_stays_for_a_reason() -> None:
    tables = {model for app in apps.get_app_configs() for model in app.get_models()}
    fields = {model: model._meta.get_fields() for model in tables}  # noqa: SLF001 - Django's own way to ask
    direct = {model for model, found in fields.items() for f in found if f.concrete and f.related_model is Case}
    assert set(STAYS) - {Case, LogDetail} <= direct
    assert len(direct) > 10


@pytest.mark.parametrize("on", [TODAY, TODAY + dt.timedelta(days=365 * 9)])
def test_a_case_whose_time_is_not_over_is_not_deleted(on: dt.date, closed: Case, person: Get) -> None:
    with pytest.raises(BadInputError, match="not over"):
        propose(closed, person("dora"), on)


def test_an_open_case_is_never_due(case: Case, person: Get) -> None:
    assert due_of(case) is None
    with pytest.raises(BadInputError, match="is open"):
        propose(case, person("dora"))


def test_a_legal_hold_stops_a_deletion_that_was_proposed(closed: Case, person: Get, tmp_path: Path) -> None:
    lena = person("lena")
    proposal = propose(closed, person("dora"))
    hold = legal_hold_set(case=closed, reason="Appeal (synthetic)", on=TODAY, actor=lena, who=lena.identity())
    with pytest.raises(BadInputError, match="legal hold"):
        confirm(proposal, person("ada"), tmp_path)
    legal_hold_end(hold=hold, on=TODAY, actor=lena, who=lena.identity())
    assert confirm(proposal, person("ada"), tmp_path)


def test_a_rule_says_on_what_authority(person: Get) -> None:
    dora = person("dora")
    given = {"actor": dora, "who": dora.identity(strong=True)}
    with pytest.raises(BadInputError, match="name the law"):
        retention_rule_set(kind=CaseKind.OWN.value, months=12, source=" ", **given)
    with pytest.raises(BadInputError, match="1 to 1200"):
        retention_rule_set(kind=CaseKind.OWN.value, months=0, source="x", **given)
    anna = person("anna")
    with pytest.raises(NotAllowedError):
        retention_rule_set(kind=CaseKind.OWN.value, months=12, source="x", actor=anna, who=anna.identity(strong=True))


def test_months_end_on_the_last_day_where_the_month_is_shorter() -> None:
    assert months_after(dt.date(2024, 8, 31), 6) == dt.date(2025, 2, 28)
    assert months_after(dt.date(2024, 12, 15), 1) == dt.date(2025, 1, 15)
