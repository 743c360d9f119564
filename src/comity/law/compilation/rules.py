"""Compile rules: every rule is read as the program will read it, and a slip is told with file, line and field."""

from collections.abc import Mapping
from typing import Any

from comity.common.errors import BadInputError
from comity.common.shape import Record, Shape
from comity.law.condition_language import read_test
from comity.law.rules import LIFTED, Effect, Relation
from comity.law.vocabulary import MEASURES, TOPICS

_RULE = Shape.of(
    "id topic measures article effect test says",
    "scope unless cure then chapter replaces relation source note",
)
_EXCEPTION = Shape.of("label article test", "effect says unless")
_KEPT = ("cure", "then", "chapter", "relation")


def compile_rule(record: Record, sources: Mapping[str, dict[str, str]] | None = None) -> dict[str, Any]:
    """Check one rule and give it in the form that ships."""
    record.check(_RULE)
    row: dict[str, Any] = {key: record.text(key) for key in ("id", "article", "says")}
    row["topic"] = record.code("topic", TOPICS)
    row["effect"] = record.code("effect", Effect)
    row["measures"] = list(record.texts("measures"))
    for measure in row["measures"]:
        if measure not in MEASURES:
            raise record.error(f"'{measure}' is not one of {', '.join(MEASURES)}", "measures")
    record.code("relation", Relation, "always")
    row |= {key: record.text(key) for key in _KEPT if record.text(key)}
    row["test"] = _test(record, "test")
    if record.data.get("scope") is not None:
        row["scope"] = _test(record, "scope")
    if record.texts("replaces"):
        row["replaces"] = list(record.texts("replaces"))
    exceptions = [_exception(part) for part in record.records("unless", _EXCEPTION)]
    if exceptions:
        row["unless"] = exceptions
    source = _source(record, sources)
    return row | ({"source": source} if source else {})


def _exception(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = {"label": record.text("label"), "article": record.text("article")}
    row["test"] = _test(record, "test")
    effect = record.code("effect", [LIFTED, *Effect], LIFTED)
    row |= {"effect": effect} if effect != LIFTED else {}
    row |= {"says": record.text("says")} if record.text("says") else {}
    inner = [_exception(part) for part in record.records("unless", _EXCEPTION)]
    return row | ({"unless": inner} if inner else {})


def _test(record: Record, key: str) -> Any:  # noqa: ANN401 - plain data, proven readable
    try:
        read_test(record.data[key])
    except BadInputError as error:
        raise record.error(error.what, key) from None
    return record.data[key]


def _source(record: Record, sources: Mapping[str, dict[str, str]] | None) -> dict[str, str] | None:
    value = record.data.get("source")
    if value is None:
        return None
    if isinstance(value, dict):
        return compile_source(record.record("source"))
    if sources is None or value not in sources:
        raise record.error(f"there is no source '{value}' in this file", "source")
    return sources[str(value)]


_SOURCE = Shape.of("title checked", "as_of grade")


def compile_source(record: Record) -> dict[str, str]:
    """Check one source: it says what it is and on which day it was checked."""
    record.check(_SOURCE)
    return {key: record.text(key) for key in ("title", "as_of", "checked", "grade") if record.text(key)}
