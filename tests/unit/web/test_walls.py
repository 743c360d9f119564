"""No page carries what stands behind a wall, or is handled higher, to somebody who may not see it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case, Wall
from comity.casework.records.models import Record
from comity.casework.records.selectors import record_tables
from comity.casework.requests.models import Request, StoredFile, Version
from comity.casework.requests.resting import seen_of
from comity.casework.search.services import rebuild

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
SECRET = "Zyxwvut"  # a word that stands nowhere else
OF_EACH_KIND = 2
# Fields that hold words of a person's own; the others hold codes and keys, which a case file would not be without.
WORDS = frozenset("full title description note text link_statement name particulars why statement value en es".split())
COLUMNS = ("title", "court", "claimant", "reporter", "recipient", "name", "officers")
# What is hidden together; the pages of all else are then looked through for it.
HIDDEN = {
    "what others rest on": {"Asset", "EvidenceItem", "MoneyLedger", "Extradition", "OwnershipRegister"},
    "people": {"Party", "AssetOrder", "Agreement", "MoneyTrace"},
    "records and what is made of them": {"Record", "AssetClaim", "UseReport", "ReturnPlan", "OfficerTravel", "Task"},
}


def with_secret(data: Any, name: str = "") -> Any:
    if isinstance(data, dict):
        return {key: with_secret(part, key) for key, part in data.items()}
    if isinstance(data, list):
        return [with_secret(part, name) for part in data]
    return f"{data} {SECRET}" if isinstance(data, str) and name in WORDS else data


def hide(case: Case, tables: set[str], how: str, inside: User) -> None:
    """Put every record of some tables behind a wall or under the highest handling, with a word to look for."""
    wall = Wall.objects.create(case=case, title="Need to know")
    wall.members.add(inside)
    protected: dict[str, Any] = {"wall": wall} if how == "wall" else {"handling": "secret"}
    for model in record_tables():
        for record in model.everything.filter(case=case) if model.__name__ in tables else ():
            texts = {name: f"{getattr(record, name)} {SECRET}" for name in COLUMNS if getattr(record, name, None)}
            model.everything.filter(pk=record.pk).update(data=with_secret(record.data), **texts, **protected)
    rebuild()


def pages(client: Client, start: str) -> Iterator[tuple[str, str]]:
    """The pages that can be reached from one by its links, a few of each kind."""
    waiting, seen, kinds = [start], {start}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        kind = resolve(address).view_name
        kinds[kind] += 1
        if kinds[kind] > OF_EACH_KIND:
            continue
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        body = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")
        yield address, body
        for link in re.findall(r'href="(/[^"#?]*)', body):
            if link not in seen and not link.startswith(("/static", "/help", "/states", "/network")):
                seen.add(link)
                waiting.append(link)


def test_every_table_of_records_is_hidden_once_but_requests_which_are_looked_through() -> None:
    hidden = [name for tables in HIDDEN.values() for name in tables]
    shown = {"Request", "DisclosureBundle", "SearchEntry"}  # what is made of others, and is looked through for them
    assert sorted(hidden) == sorted({model.__name__ for model in record_tables()} - shown)


@pytest.mark.parametrize("how", ["wall", "handling"])
@pytest.mark.parametrize("which", HIDDEN)
def test_no_page_shows_what_is_hidden_from_whoever_looks(which: str, how: str, case: Case, person: Person) -> None:
    hide(case, HIDDEN[which], how, person("anna"))
    User.objects.filter(username="pia").update(clearance="official_use")
    client = Client()
    client.force_login(person("pia"))
    shown = dict(pages(client, f"/cases/{case.pk}"))
    assert len(shown) > 40
    assert {address for address, body in shown.items() if SECRET in body} == set()
    found = client.post("/search", {"q": SECRET}).content.decode()
    assert found.count(SECRET) <= 3, "only what was asked for stands on the page"


def test_somebody_within_the_wall_finds_it(case: Case, person: Person) -> None:
    hide(case, HIDDEN["people"], "wall", person("anna"))
    client = Client()
    client.force_login(person("anna"))
    assert SECRET in client.get(f"/cases/{case.pk}/people").content.decode()


def test_signed_files_of_a_request_are_for_those_who_may_see_all_they_were_made_of(case: Case, person: Person) -> None:
    stored = StoredFile.objects.filter(version__request__case=case, name="REQUEST.json").first()
    assert stored is not None
    request: Request = stored.version.request
    client = Client()
    client.force_login(person("pia"))
    address = f"/requests/{request.pk}/files/{stored.pk}"
    assert client.get(address).status_code == 200
    hide(case, HIDDEN["people"], "wall", person("anna"))
    assert client.get(address).status_code == 404
    client.force_login(person("anna"))
    assert client.get(address).status_code == 200


def test_versions_are_compared_without_the_claims_that_somebody_does_not_see(case: Case, person: Person) -> None:
    version = next(one for one in Version.objects.filter(request__case=case) if "claims" in one.content)
    hidden = Record.everything.get(case=case, kind="claims")  # behind a wall that the police do not see through
    assert seen_of(case, version.content, person("anna").identity())["claims"] == version.content["claims"]
    assert seen_of(case, version.content, person("pia").identity())["claims"] == []
    assert hidden.wall is not None
