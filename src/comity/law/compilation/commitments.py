"""Compile political commitments and memberships of networks; neither is ever a legal basis."""

from pathlib import Path
from typing import Any

from comity.common.shape import Record, Shape
from comity.common.strict_yaml import load_yaml
from comity.law.compilation.sourced import SourcedFile, day, partial_date, texts_of, unique
from comity.law.vocabulary import MEASURES

OUTPUT = "commitments.json"

FORCES = ("binding", "decision", "recommendation", "political", "none")
READINGS = ("read", "partly", "existence_only", "not_read")
STATUSES = ("member", "participant", "suspended")

_COMMITMENTS = Shape.of("sources commitments")
_COMMITMENT = Shape.of(
    "id body title commitment addressed_to force reading source", "year article states note measures"
)
_NETWORKS = Shape.of("sources networks memberships")
_NETWORK = Shape.of("id title what")
_MEMBERSHIP = Shape.of("network state status source", "since on note")


def compile_commitments(lawdata: Path) -> dict[str, Any]:
    """Check ``instruments/commitments.yaml`` and ``instruments/networks.yaml``."""
    promised = _file(lawdata, "instruments/commitments.yaml", _COMMITMENTS)
    joined = _file(lawdata, "instruments/networks.yaml", _NETWORKS)
    seen: set[str] = set()
    networks = {unique(part, seen): texts_of(part, "title what") for part in joined.top.records("networks", _NETWORK)}
    return {
        "commitment_sources": promised.sources,
        "commitments": [_commitment(p, promised, seen) for p in promised.top.records("commitments", _COMMITMENT)],
        "network_sources": joined.sources,
        "networks": networks,
        "memberships": [_membership(p, joined, networks) for p in joined.top.records("memberships", _MEMBERSHIP)],
    }


def _file(lawdata: Path, name: str, shape: Shape) -> SourcedFile:
    return SourcedFile.read(Record.whole(load_yaml(lawdata / name, name), shape))


def _commitment(record: Record, file: SourcedFile, seen: set[str]) -> dict[str, Any]:
    record.code("force", FORCES)
    record.code("reading", READINGS)
    partial_date(record, "year")
    row: dict[str, Any] = {"id": unique(record, seen)}
    row |= texts_of(record, "body title year article commitment addressed_to force reading note")
    row |= {"states": list(record.texts("states"))} if record.texts("states") else {}
    for measure in record.texts("measures"):
        if measure not in MEASURES:
            raise record.error(f"'{measure}' is not one of {', '.join(MEASURES)}", "measures")
    row |= {"measures": list(record.texts("measures"))} if record.texts("measures") else {}
    return row | {"source": file.source_of(record)}


def _membership(record: Record, file: SourcedFile, networks: dict[str, Any]) -> dict[str, str]:
    record.code("network", networks)
    record.code("status", STATUSES)
    partial_date(record, "since")
    day(record, "on")
    return texts_of(record, "network state status since on note") | {"source": file.source_of(record)}
