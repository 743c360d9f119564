"""Every form of every page, filled with what nobody should write: a sentence at its field, and never a fault.

The forms are read from the pages as a browser reads them, so a new form is in it without being named here. What is
written comes with a fixed seed; COMITY_FUZZ writes more (default 1). The pages are Chinese, so that a sentence that
nobody has translated shows itself.
"""

import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from unit.web.test_pages import MATRIX, STRONG, address, browser

pytestmark = pytest.mark.django_db
Person = Callable[[str], Any]
EACH = int(os.environ.get("COMITY_FUZZ", "1"))
SEED = 20261122
STRANGE = (
    "",
    " ",
    "0",
    "-1",
    "12,5",
    "1e309",
    "NaN",
    "9" * 30,
    "٣",
    "2026-02-30",
    "31.12.2025",
    "0001-01-01",
    "9999-12-31",
    "EUR",
    "250000 €",
    "Holland",
    "ＣＨＥ",
    "' OR 1=1 --",
    "../../etc/passwd",
    "a\x00b",
    "\u202etxt.exe",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "=cmd|' /C calc'!A0",
    "none: of: these, here",
    "x" * 5_000,
    "القضية",
)
FILES = (b"", b"\x00\x01\x02", b"name\n", b"<?xml version='1.0'?><a/>", b"{", "名,姓\n".encode("utf-16"), b"%PDF-1.4")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class Form:
    """A form of a page: where it is sent, and what stands in its fields."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """Reads the forms that a page sends with POST, as a browser would fill and send them untouched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.ids: set[str] = set()
        self.errors: list[tuple[str, str]] = []
        self._page, self._form, self._area, self._select, self._in_list = page, None, "", "", False
        self._form: Form | None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        name = given.get("name", "")
        if tag == "form":
            self._form = Form(given.get("action") or self._page) if given.get("method", "").lower() == "post" else None
        elif tag == "ul" and "govuk-error-summary__list" in given.get("class", ""):
            self._in_list = True
        elif self._in_list and tag == "li":
            self.errors.append(("", ""))
        elif self._in_list and tag == "a":
            self.errors[-1] = (given.get("href", ""), "")
        elif self._form is not None and name and name != "csrfmiddlewaretoken":
            self._input(tag, name, given)
        elif self._form is not None and tag == "option" and self._select:
            values = self._form.fields.setdefault(self._select, [])
            if "selected" in given or not values:
                self._form.fields[self._select] = [given.get("value", "")]

    def _input(self, tag: str, name: str, given: dict[str, str]) -> None:
        form = self._form
        assert form is not None
        kind = given.get("type", "text")
        if tag == "textarea":
            self._area = name
            form.fields.setdefault(name, [""])
        elif tag == "select":
            self._select = name
            form.choices.add(name)
        elif tag == "input" and kind == "file":
            form.files.add(name)
        elif tag == "input" and kind in {"checkbox", "radio"}:
            form.choices.add(name)
            if "checked" in given:
                form.fields.setdefault(name, []).append(given.get("value", "on"))
            else:
                form.fields.setdefault(name, [])
        elif tag in {"input", "button"}:
            form.fields.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._in_list and self.errors:
            at, text = self.errors[-1]
            self.errors[-1] = (at, text + data)
        elif self._area and self._form is not None:
            self._form.fields[self._area] = [self._form.fields[self._area][0] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form is not None:
            self.found.append(self._form)
            self._form = None
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "ul":
            self._in_list = False


def read(page: str, body: str) -> Forms:
    forms = Forms(page)
    forms.feed(body)
    forms.close()
    return forms


def fillings(form: Form, chance: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is sent: nothing at all, then one field after the other filled strangely, then all of them."""
    yield "nothing", {}
    names = sorted(form.fields.keys() | form.files)
    for name in names:
        for strange in chance.sample(STRANGE, EACH):
            given: dict[str, Any] = {**form.fields, name: [strange]}
            if name in form.files:
                given = {**form.fields, name: SimpleUploadedFile(strange[:40] or "x", chance.choice(FILES))}
            yield f"{name}={strange[:30]!r}", given
    if names:
        yield "all", {name: [chance.choice(STRANGE)] for name in form.fields}


def told(answer: Any) -> list[str]:
    """What is wrong with an answer, as a person would find it; nothing where it is as it should be."""
    if answer.status_code >= 500:
        return ["fault"]
    if answer.status_code != 422:
        return []
    page = read("", answer.content.decode())
    if not page.errors:
        return ["no sentence"]
    lost = [f"leads nowhere: {at}" for at, _ in page.errors if at and at.removeprefix("#") not in page.ids]
    foreign = [f"not translated: {text}" for _, text in page.errors if not CHINESE.search(text)]
    return lost + foreign


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_whatever_is_written_into_a_form_is_answered_with_a_sentence(name: str, case: Any, person: Person) -> None:
    chance = random.Random(f"{SEED} {name}")
    who = min(MATRIX[name])
    client = browser(person(who), strong=name in STRONG or who == "anna")
    client.raise_request_exception = False
    session = client.session
    session["language"] = "zh-hans"
    session.save()
    page = address(name, case)
    seen: dict[str, list[str]] = {}
    for form in read(page, client.get(page).content.decode(errors="replace")).found:
        if form.action in {"/language", "/sign-out"}:
            continue
        for how, given in fillings(form, chance):
            with transaction.atomic():
                answer = client.post(form.action, given)
                wrong = told(answer)
                transaction.set_rollback(True)
            client.cookies.pop("messages", None)
            if wrong:
                seen[f"{form.action} {how}"] = wrong
    assert seen == {}
