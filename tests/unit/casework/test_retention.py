"""Retention: two persons delete what is due, nothing is left but the leaves of the log, and a certificate proves it."""

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.background.queue import work_off
from comity.casework.cases.head import case_close
from comity.casework.cases.models import Case
from comity.casework.evidence.kept import KeptDigest
from comity.casework.evidence.models import EvidenceItem, KeptFile
from comity.casework.evidence.store import path_of
from comity.casework.log.models import LogDetail, LogEntry
from comity.casework.log.selectors import log_check
from comity.casework.people.models import Party
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
from comity.casework.tracing.ledgers import Making, ledger_begin
from comity.casework.tracing.models import MoneyTrace
from comity.casework.tracing.traces import Asked, trace_begin
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).parents[3] / "src" / "comity"
Get = Callable[[str], Any]
TODAY = timezone.localdate()
LATER = TODAY + dt.timedelta(days=366 * 10 + 40)


@pytest.fixture
def closed(at_its_end: Case, person: Get) -> Case:
    """The synthetic case, closed today."""
    case = at_its_end
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


def files_in(folder: Path) -> set[str]:
    return {path.parent.name + path.name for path in folder.glob("*/*")}


@pytest.fixture
def traced(case: Case, person: Get, tmp_path: Path, settings: Any) -> Path:
    """A folder with a statement, the ledger made of it and the exhibit of a trace, and nothing else."""
    kept = Path(settings.EVIDENCE_FOLDER)
    settings.EVIDENCE_FOLDER = tmp_path
    anna = person("anna")
    given = {"actor": anna, "who": anna.identity(strong=True)}
    items = list(EvidenceItem.everything.select_related("file", "wall").filter(case=case, key__in=("EV-11", "EV-12")))
    for item in items:
        assert item.file is not None
        place = path_of(tmp_path, item.file.digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path_of(kept, item.file.digest), place)
    ledger = ledger_begin(case=case, items=items, making=Making("Kept"), on=TODAY, **given)
    work_off()
    ledger.refresh_from_db()
    trace_begin(ledger=ledger, asked=Asked("INVENTED1", rules=("fifo",)), **given)
    work_off()
    return tmp_path


def test_no_file_that_a_record_of_the_case_names_stays_on_the_disk(
    traced: Path, closed: Case, person: Get, django_capture_on_commit_callbacks: Any
) -> None:
    assert len(files_in(traced)) == 5  # two statements, a ledger, an exhibit as PDF and as Word
    with django_capture_on_commit_callbacks(execute=True):
        confirm(propose(closed, person("dora")), person("ada"), traced)
    assert files_in(traced) == set()


def test_a_file_that_another_case_has_too_stays(
    traced: Path, closed: Case, person: Get, django_capture_on_commit_callbacks: Any
) -> None:
    exhibit = MoneyTrace.everything.filter(case=closed).latest("pk").exhibit
    other = Case.everything.exclude(pk=closed.pk)[0]
    file = KeptFile.objects.create(
        case=other, name="x.pdf", found="pdf", digest=exhibit, size=1, brought_by=person("anna")
    )
    with django_capture_on_commit_callbacks(execute=True):
        confirm(propose(closed, person("dora")), person("ada"), traced)
    assert files_in(traced) == {file.digest}


# Columns that are as long as a digest and name no file of the folder: what they are instead.
NO_FILE = {
    "User.totp_secret": "a secret",
    "Contact.node": "a node",
    "AddressCheck.digest": "of a package, in the node's own tables",
    "ApiToken.digest": "of a key",
    "SignInPlace.mark": "of a network and a kind of browser",
    "StoredFile.digest": "of bytes in the same row",
    "StepLetter.digest": "of bytes in the same row",
    "PaperFile.digest": "of bytes in the same row",
    "Version.digest": "of what a letter says",
    "Signature.digest": "of what a letter says",
    "Communication.digest": "of a sealed package, which the node keeps and forgets",
    "GuestMailbox.token_digest": "of the token of a link",
    "KeptFile.package": "of a sealed package, which the node keeps and forgets",
    "AssertedRecord.package": "of a sealed package, which the node keeps and forgets",
    "AssertedRecord.conversation": "a name",
    "AssertedRecord.peer": "a name",
    "Communication.conversation": "a name",
    "Communication.peer": "a name",
    "ProposedCard.fingerprint": "of a card in the same row",
    "LibraryFile.digest": "of a text in the same row, of no case",
    "ProposedCard.node": "a name",
    "PartyDistinct.digest": "of two records",
    "PersonRequest.code_digest": "of a code",
    "ChannelUse.address": "of an address",
    "DisclosureBundle.digest": "of a bundle that is packed anew each time",
    "ScreeningHit.subject_digest": "of a record",
    "ScreeningHit.entry_digest": "of an entry of a list",
    "HitReview.subject_digest": "of a record",
    "HitReview.entry_digest": "of an entry of a list",
    "DeletionCertificate.digest": "of itself",
}


def test_every_column_that_could_name_a_file_is_known_to_do_so_or_not() -> None:
    models = [model for model in apps.get_models() if model.__module__.startswith("comity.")]
    texts = {
        f"{model.__name__}.{field.name}": field
        for model in models
        if "exchange_store" not in model.__module__  # the node's own tables, whose files are sealed packages
        for field in model._meta.local_fields  # noqa: SLF001 - Django's own way to ask
        if field.get_internal_type() in {"CharField", "FileField", "FilePathField", "KeptDigest"}
    }
    long = {name for name, field in texts.items() if field.max_length == 64 or "digest" in name or "sha" in name}
    naming = {name for name, field in texts.items() if isinstance(field, KeptDigest)}
    assert long - naming == set(NO_FILE)
    assert not {name for name, field in texts.items() if field.get_internal_type().startswith("File")}


def test_whatever_is_put_into_the_folder_is_named_by_a_column_of_the_kind_that_deletions_ask_for() -> None:
    writing = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"\b(Arriving|arrived|adopt)\(", path.read_text(encoding="utf-8"))
    }
    assert writing == {
        "casework/evidence/store.py",
        "web/uploads.py",  # KeptFile, by file_keep
        "casework/evidence/arrival.py",  # KeptFile
        "casework/evidence/demo.py",  # KeptFile
        "casework/requests/demo.py",  # KeptFile
        "casework/tracing/demo.py",  # KeptFile
        "casework/tracing/ledgers.py",  # MoneyLedger.digest
        "casework/tracing/traces.py",  # MoneyTrace.exhibit
    }
