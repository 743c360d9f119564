"""The matching service as a WSGI application: bounded bodies, one shape of error, nothing kept of a question."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from comity.common.errors import BadInputError, Place
from comity.screening.index.reader import Index
from comity.screening.matching_api import ALGORITHM, Terms, answer, terms_of

MOST_BYTES = 2_000_000
WARM = ("Maria Testova", "测试", "تست")  # invented; one question in each kind of script reads the tables
WARM_LISTED = 40  # entries of a list that are asked for, so that a hit, too, has been told once
Start = Callable[[str, list[tuple[str, str]]], Any]
_MATCH = re.compile(r"/match/([\w.-]+)/?")
_REASONS = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    411: "Length Required",
    413: "Content Too Large",
    500: "Internal Server Error",
}


class RefusedError(Exception):
    """A request that is not answered: the status and the sentence that says why."""

    def __init__(self, status: int, sentence: str) -> None:
        """Keep both."""
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Application:
    """The service over some indexes; call it as WSGI servers do."""

    indexes: tuple[Index, ...]

    def warm(self) -> None:
        """Ask for nobody and for some who are listed, a letter changed: who really asks first does not wait longer."""
        for index in self.indexes:
            step = max(1, len(index.owners) // WARM_LISTED)
            listed = [index.name(number) for number in range(0, len(index.owners), step)]
            for name in (*WARM, *(f"{name[:-2]}i{name[-1:]}" for name in listed if len(name) > 2)):
                asked = {"schema": "Person", "properties": {"name": [name]}}
                answer((index,), {"queries": {"warm": asked}}, Terms())

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterator[bytes]:
        """Answer one request."""
        try:
            status, found = 200, self._answered(environ)
        except RefusedError as refused:
            status, found = refused.status, {"detail": str(refused)}
        except BadInputError as error:
            status, found = 400, {"detail": str(error)}
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        head = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Content-Length", str(len(text))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start(f"{status} {_REASONS[status]}", head)
        return iter([text])

    def _answered(self, environ: dict[str, Any]) -> dict[str, Any]:
        path, method = str(environ.get("PATH_INFO") or "/"), str(environ["REQUEST_METHOD"])
        matched = _MATCH.fullmatch(path)
        if matched is None:
            return self._looked_up(path, method)
        if method != "POST":
            raise RefusedError(405, "questions are sent with POST")
        dataset = matched.group(1)
        known = {origin["name"] for origin in _lists(self.indexes)} | {"default"}
        if dataset not in known:
            raise RefusedError(404, f"there is no list '{dataset}' here ({', '.join(sorted(known))})")
        asked = parse_qs(str(environ.get("QUERY_STRING") or ""), max_num_fields=200)
        found = answer(self.indexes, _body(environ), terms_of(asked, dataset))
        return {**found, "matcher": {"name": ALGORITHM}}

    def _looked_up(self, path: str, method: str) -> dict[str, Any]:
        pages: dict[str, Callable[[], dict[str, Any]]] = {
            "/healthz": lambda: {"status": "ok"},
            "/readyz": lambda: {"status": "ok"},
            "/catalog": lambda: {"datasets": [_dataset(origin) for origin in _lists(self.indexes)]},
            "/algorithms": lambda: {"algorithms": [_algorithm()], "default": ALGORITHM, "best": ALGORITHM},
        }
        if path not in pages:
            raise RefusedError(404, "there is /match/default, /catalog, /algorithms, /healthz and /readyz")
        if method not in {"GET", "HEAD"}:
            raise RefusedError(405, f"{path} is read with GET")
        return pages[path]()


def _lists(indexes: Iterable[Index]) -> list[dict[str, Any]]:
    return [origin for index in indexes for origin in index.lists]


def _dataset(origin: dict[str, Any]) -> dict[str, Any]:
    told = {key: origin[key] for key in ("name", "version", "digest", "retrieved")}
    return {**told, "title": origin["name"], "entity_count": origin["entities"]}


def _algorithm() -> dict[str, str]:
    return {
        "name": ALGORITHM,
        "description": "Names across scripts, identifiers, dates, countries; see the explanations.",
    }


def _body(environ: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON held
    try:
        length = int(environ.get("CONTENT_LENGTH") or "")
    except ValueError:
        raise RefusedError(411, "say the length of the body (Content-Length)") from None
    if length > MOST_BYTES:
        raise RefusedError(413, f"the body is longer than {MOST_BYTES} bytes")
    raw: bytes = environ["wsgi.input"].read(max(0, length))
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"is not JSON in UTF-8: {str(error)[:200]}", Place(field="body")) from None
