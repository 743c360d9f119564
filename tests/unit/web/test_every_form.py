"""Every form of the office, filled with nonsense: a sentence at a field of the page, and nothing is written."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from comity.casework.accounts.models import User
from comity.casework.log.models import LogEntry
from unit.web.test_pages import ELSEWHERE, FORMS, MATRIX, PEOPLE, address, browser

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
NONSENSE = "\u521a\u679c \u2620 <b>"
SUMMARY = re.compile(r'error-summary__list">(.*?)</ul>', re.DOTALL)
REFUSED = {"denied", "sought_in_vain"}
# Forms that hold one button or words of one's own: whatever stands there is taken as it is.
TAKEN = frozenset("cases search hold-new disclosure-leave-out party-lookout library-new".split())
# They show figures, and ask for nothing but what is in the address.
SHOWN = frozenset({"network", "network-openings", "figures", "figures-report", "party-strategy"})
# They change how one signs in or what one sees, and are tried one by one elsewhere.
OWN = frozenset({"language", "sign-out", "confirm", "account-notices", "account-recovery", "account-sessions"})
# Open to everybody: their own account, a search that finds nothing, and knowledge, which holds nothing of a case.
EVERYBODYS = frozenset(
    "account-codes account-keys account-key-end account-passkey account-passkey-end account-password second-factor "
    "cases search typed correction-new lesson library-case state-page-step".split()
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a page: whose browser shows it, where it is sent, and its fields with their kinds and values."""

    who: str
    action: str
    fields: dict[str, tuple[str, str]]

    @property
    def view(self) -> str:
        return str(resolve(self.action.partition("?")[0]).view_name)

    @property
    def ways(self) -> list[bool]:
        """With nonsense in what is typed or chosen, and in what stands unseen; a mere button does what it says."""
        kinds = {kind for kind, _value in self.fields.values()}
        unseen = {"hidden", "submit"}
        return [False] * bool(kinds - unseen) + [True] * bool(kinds & unseen and self.view not in TAKEN)

    def filled(self, *, forged: bool) -> dict[str, str]:
        """Nonsense in what one types or chooses; where forged, also in what stands in the page unseen."""
        kept = {"hidden", "submit"} if not forged else set()
        return {name: value if kind in kept else NONSENSE for name, (kind, value) in self.fields.items()}


class Reader(HTMLParser):
    """The forms of a page that send something."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, tuple[str, str]]]] = []
        self._fields: dict[str, tuple[str, str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = {} if given.get("method") == "post" else None
            if self._fields is not None:
                self.forms.append((given.get("action", ""), self._fields))
        elif self._fields is not None and given.get("name") not in {None, "csrfmiddlewaretoken"}:
            kind = given.get("type", "text") if tag == "input" else "submit" if tag == "button" else tag
            if tag in {"input", "button", "select", "textarea"} and kind != "file":
                self._fields.setdefault(given["name"], (kind, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None


def forms(case: Any, clients: dict[str, Client]) -> Iterator[Form]:
    """Each form of each page once, as the first who may open the page sees it."""
    seen = set()
    for route in (route for route in MATRIX if route not in SHOWN):
        who, page = min(MATRIX[route]), address(route, case)
        answer = clients[who].get(page)
        if "html" not in answer["Content-Type"]:
            continue
        reader = Reader()
        reader.feed(answer.content.decode())
        for action, fields in reader.forms:
            form = Form(who, action or page, fields)
            key = form.view, tuple(sorted(fields)), fields.get("action")
            if key not in seen and form.view not in OWN:
                seen.add(key)
                yield form


def in_russian(client: Client) -> Client:
    """The same browser, with the pages in Russian."""
    session = client.session
    session["language"] = "ru"
    session.save()
    return client


def sent(client: Client, form: Form, given: dict[str, str]) -> tuple[Any, list[str]]:
    """What the office answers, and what it would have written; it is taken back."""
    before = LogEntry.objects.order_by("-index").values_list("index", flat=True).first() or 0
    with transaction.atomic():
        answer = client.post(form.action, given)
        written = LogEntry.objects.filter(index__gt=before).values_list("event", flat=True)
        events = [event for event in written if event not in REFUSED]
        transaction.set_rollback(True)
    return answer, events


def slip_of(answer: Any) -> str:
    """What is wrong with an answer that told a slip; empty where its sentences lead to fields that are there."""
    body = answer.content.decode()
    summary = SUMMARY.search(body)
    if summary is None:
        return "no sentence"
    nowhere = [at for at in re.findall(r'href="#([^"]*)"', summary[1]) if f'id="{at}"' not in body]
    english = not re.search("[а-я]", re.sub(r"<[^>]+>", "", summary[1]))
    return f"leads nowhere: {nowhere}" if nowhere else "not said in Russian" if english else ""


def test_nonsense_in_any_form_is_told_at_its_field_in_ones_language_or_taken_as_words(
    case: Any, person: Person
) -> None:
    found, tried = [], 0
    clients = {name: in_russian(browser(person(name), strong=True)) for name in PEOPLE}
    for form in forms(case, clients):
        for forged in form.ways:
            answer, events = sent(clients[form.who], form, form.filled(forged=forged))
            tried += 1
            told = f"{form.view} {form.action} {'forged' if forged else ''}: {answer.status_code} {events}"
            if answer.status_code not in {200, 302, 403, 404, 422} or (answer.status_code >= 400 and events):
                found.append(told)
            elif answer.status_code == 422 and (slip := slip_of(answer)) and not forged:
                found.append(f"{told} {slip}")
            elif forged and events:
                found.append(told)
    assert found == []
    assert tried > 120


@pytest.mark.parametrize("text", ["a\0b", "x" * 60_000])
def test_what_no_text_has_and_what_no_search_needs_break_no_page(text: str, case: Any, person: Person) -> None:
    client = browser(person("anna"))
    wanted = 400 if "\0" in text else 200
    for page in ("/", "/search"):
        assert client.post(page, {"q": text}).status_code == wanted
    stranger = Client()
    for page, field in (("/sign-in", "username"), ("/your-data", "name"), ("/your-data/answer", "code")):
        code = stranger.post(page, {field: text}).status_code
        assert code == 400 if "\0" in text else code in {200, 403, 422}, page


def test_a_program_that_sends_what_no_text_has_is_refused(case: Any, person: Person) -> None:
    client = browser(person("anna"), strong=True)
    answer = client.post("/api/v1/cases/find", '{"words": "a\\u0000b"}', content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["sentence"]


def test_a_choice_of_a_wall_that_is_not_there_writes_nothing_before_the_wall(case: Any, person: Person) -> None:
    client = browser(person("anna"), strong=True)
    for page, field in ((f"/cases/{case.pk}/notes", "text"), (f"/cases/{case.pk}/tasks/new", "title")):
        before = LogEntry.objects.count()
        answer = client.post(page, {field: "What only few may read", "wall": "999"})
        assert answer.status_code == 422
        assert b"What only few may read" in answer.content
        assert LogEntry.objects.count() == before


def test_whoever_is_trusted_with_nothing_is_refused_by_every_form_and_nothing_breaks(case: Any, person: Person) -> None:
    """A refusal goes through whatever a view takes for a slip, and is answered as one."""
    anna = person("anna")
    nobody = User.objects.create(username="nobody", name="Nora Niemand", agency=anna.agency, must_change_password=False)
    client, found = browser(nobody, strong=True), {}
    before = LogEntry.objects.exclude(event__in=REFUSED).count()
    for name in sorted((FORMS | ELSEWHERE | MATRIX.keys()) - OWN - EVERYBODYS):
        path = re.sub(r"<int:\w+>", "1", address(name, case))
        code = client.post(path, {"revision": "1"}).status_code
        if code not in {403, 404, 405}:
            found[name] = code
    assert found == {}
    assert LogEntry.objects.exclude(event__in=REFUSED).count() == before
