"""Reading rules from law data: the same form for instruments and for states' own laws."""

from collections.abc import Mapping
from typing import Any

from comity.common.source import Source
from comity.law.condition_language import read_test
from comity.law.rules import LIFTED, Effect, Relation, Rule, RuleException


def read_source(data: Mapping[str, Any] | None) -> Source:
    """Read a source record."""
    return Source(**data) if data else Source("")


def read_rule(data: Mapping[str, Any], source: Source, *, overlay: bool = False) -> Rule:
    """Read one rule; its own source, where it has one, stands before the instrument's."""
    return Rule(
        id=data["id"],
        topic=data["topic"],
        measures=frozenset(data["measures"]),
        article=str(data["article"]),
        effect=Effect(data["effect"]),
        test=read_test(data["test"]),
        says=data["says"],
        source=read_source(data["source"]) if data.get("source") else source,
        scope=read_test(data.get("scope") or {"always": True}),
        unless=tuple(read_exception(part) for part in data.get("unless", ())),
        cure=data.get("cure", ""),
        then=data.get("then", ""),
        chapter=str(data.get("chapter", "")),
        replaces=tuple(data.get("replaces", ())),
        relation=Relation(data.get("relation", "always")),
        overlay=overlay,
    )


def read_exception(data: Mapping[str, Any]) -> RuleException:
    """Read one labelled exception with its own exceptions."""
    return RuleException(
        label=data["label"],
        article=str(data["article"]),
        test=read_test(data["test"]),
        effect=data.get("effect", LIFTED),
        says=data.get("says", ""),
        unless=tuple(read_exception(part) for part in data.get("unless", ())),
    )
