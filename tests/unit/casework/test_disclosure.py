"""Disclosure: what speaks for the person is never left out in silence, and the bundle proves what it holds."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from comity.casework.access import NotAllowedError
from comity.casework.cases.models import Case
from comity.casework.disclosure.models import DisclosureBundle, DisclosureItem
from comity.casework.disclosure.selectors import bundle_for, disclosable
from comity.casework.disclosure.services import (
    bundle_download,
    bundle_make,
    bundle_release,
    exculpatory_mark,
    item_leave_out,
)
from comity.casework.records.models import Record
from comity.common.errors import BadInputError

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
TODAY = timezone.localdate()


@pytest.fixture
def bundle(case: Case, person: Get) -> Callable[[], DisclosureBundle]:
    """The synthetic bundle, as it is now."""
    return lambda: bundle_for(person("lena").identity(strong=True), DisclosureBundle.everything.get(case=case).pk)


def leave_out(item: DisclosureItem, actor: Any, because: str = "A secret of another state (synthetic).") -> None:
    item_leave_out(item=item, because=because, actor=actor, who=actor.identity(strong=True))


def released(bundle: Any, lena: Any) -> bytes:
    return bundle_release(bundle=bundle(), on=TODAY, actor=lena, who=lena.identity(strong=True))


def test_what_speaks_for_the_person_is_in_the_bundle_though_nobody_ticked_it(bundle: Any) -> None:
    assert {(i.subject, i.key) for i in bundle().items.all()} == {
        ("documents", "transfers"),
        ("documents", "warrant"),
        ("conduct", "embezzlement"),
    }


@pytest.mark.parametrize("name", ["anna", "pia", "bram"])
def test_only_a_lawyer_leaves_out_what_speaks_for_the_person(name: str, bundle: Any, person: Get) -> None:
    item = bundle().items.get(key="transfers")
    with pytest.raises(NotAllowedError):
        leave_out(item, person(name))
    with pytest.raises(BadInputError, match="reason"):
        leave_out(item, person("lena"), because=" ")
    leave_out(item, person("lena"))
    assert not bundle().items.get(key="transfers").is_in


def test_what_is_left_out_stands_in_the_list_with_its_reason_and_who_answers_for_it(bundle: Any, person: Get) -> None:
    lena = person("lena")
    leave_out(bundle().items.get(key="transfers"), lena)
    with zipfile.ZipFile(io.BytesIO(released(bundle, lena))) as packed:
        index = json.loads(packed.read("index.json"))
        row = next(row for row in index["items"] if row["record"] == "transfers")
        assert "A secret of another state" in row["left_out"]
        assert "Lena Verzinsel" in row["left_out"]
        assert row["exculpatory"]
        assert not any("transfers" in packed.read(name).decode() for name in packed.namelist() if "records/" in name)


def test_every_file_of_the_bundle_has_the_digest_that_the_list_says(bundle: Any, person: Get) -> None:
    content = released(bundle, person("lena"))
    assert hashlib.sha256(content).hexdigest() == bundle().digest
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        rows = list(csv.DictReader(io.StringIO(packed.read("index.csv").decode("utf-8-sig"))))
        assert len(rows) == 3
        for row in rows:
            assert hashlib.sha256(packed.read(row["file"])).hexdigest() == row["sha256"]


def test_what_is_marked_after_the_bundle_was_made_stops_its_release(bundle: Any, person: Get, case: Case) -> None:
    anna = person("anna")
    exculpatory_mark(
        case=case, code="documents:judgment", reason="It says so.", actor=anna, who=anna.identity(strong=True)
    )
    with pytest.raises(BadInputError, match="marked since"):
        released(bundle, person("lena"))


def test_only_a_lawyer_with_a_second_factor_releases_a_bundle(bundle: Any, person: Get) -> None:
    for actor, strong in ((person("anna"), True), (person("lena"), False)):
        with pytest.raises(NotAllowedError):
            bundle_release(bundle=bundle(), on=TODAY, actor=actor, who=actor.identity(strong=strong))


def test_a_released_bundle_is_given_out_again_only_as_it_was(bundle: Any, person: Get, case: Case) -> None:
    lena = person("lena")
    who = lena.identity(strong=True)
    content = released(bundle, lena)
    assert bundle_download(bundle=bundle(), actor=lena, who=who) == content
    with pytest.raises(BadInputError, match="released; make another"):
        leave_out(bundle().items.get(key="warrant"), lena)
    record = Record.everything.get(case=case, kind="documents", key="warrant")
    Record.everything.filter(pk=record.pk).update(data={**record.data, "title": {"en": "Another"}})
    with pytest.raises(BadInputError, match="changed since the release"):
        bundle_download(bundle=bundle(), actor=lena, who=who)


def test_what_is_behind_a_wall_is_not_offered_to_those_outside(case: Case, person: Get) -> None:
    inside = {one.code for one in disclosable(person("anna").identity(), case)}
    outside = {one.code for one in disclosable(person("pia").identity(), case)}
    assert {code for code in inside - outside if code.startswith("claims:")}


def test_a_cell_that_would_be_a_formula_is_told_to_be_text(case: Case, person: Get) -> None:
    record = Record.everything.get(case=case, kind="documents", key="warrant")
    Record.everything.filter(pk=record.pk).update(data={**record.data, "title": {"en": "=1+1"}})
    anna, lena = person("anna"), person("lena")
    made = bundle_make(
        case=case,
        recipient="Counsel",
        legal_basis="Order",
        codes=["documents:warrant"],
        actor=anna,
        who=anna.identity(strong=True),
    )
    content = bundle_release(bundle=made, on=TODAY, actor=lena, who=lena.identity(strong=True))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert ",'=1+1," in packed.read("index.csv").decode("utf-8-sig")
