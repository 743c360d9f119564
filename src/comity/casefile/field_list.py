"""The fields of a case file as a table for the documentation, read off the published schema."""

from collections.abc import Iterator
from typing import Any

from comity.casefile.schema import case_schema


def field_list() -> str:
    """Return every record of a case file with its fields, in Markdown."""
    schema = case_schema()
    parts = ["\n".join(_table("The file", schema))]
    parts += [
        "\n".join(_table(record["title"], record)) for record in schema["$defs"].values() if "properties" in record
    ]
    return "\n\n".join(parts) + "\n"


def _table(title: str, record: dict[str, Any]) -> Iterator[str]:
    yield f"### {title[0].upper()}{title[1:]}"
    yield ""
    yield "| field | | value | meaning |"
    yield "|---|---|---|---|"
    for name, field in record["properties"].items():
        needed = "required" if name in record.get("required", ()) else ""
        yield f"| `{name}` | {needed} | {_value(field)} | {field['description']} |"


def _value(field: dict[str, Any]) -> str:
    """What may stand there, in words."""
    if "refersTo" in field:
        return f"id in {' or '.join(field['refersTo'])}"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "$ref" in field:
        return str(case_schema()["$defs"][field["$ref"].rpartition("/")[2]]["title"])
    if field.get("type") == "array":
        return f"list of: {_value(field['items'])}"
    return str(field["title"])
