"""A bundle as a ZIP: each record as JSON, its file where it has one, and a list with the digest of everything."""

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from comity.casework.disclosure.models import DisclosureBundle, DisclosureItem
from comity.casework.disclosure.selectors import Disclosable, disclosable
from comity.casework.identity import Identity

_COLUMNS = ("number", "kind", "record", "title", "exculpatory", "left_out", "file", "sha256")


def bundle_zip(bundle: DisclosureBundle, who: Identity, on: dt.date) -> bytes:
    """The bundle as it goes to the defence; the same records give the same bytes."""
    known = {(one.subject, one.key): one for one in disclosable(who, bundle.case)}
    items = [(item, known[item.subject, item.key]) for item in bundle.items.all() if (item.subject, item.key) in known]
    rows: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    for number, (item, one) in enumerate(items, 1):
        mine = dict(_files(number, one)) if item.is_in else {}
        files |= mine
        rows += [_row(number, item, one, name, content) for name, content in mine.items()] or [
            _row(number, item, one, "", b"")
        ]
    index = {
        "case": bundle.case.reference,
        "bundle": bundle.key,
        "recipient": bundle.recipient,
        "legal_basis": bundle.legal_basis,
        "released": on.isoformat(),
        "items": rows,
    }
    files["index.json"] = _json(index)
    files["index.csv"] = _csv(rows)
    return _zip(files, on)


def _files(number: int, one: Disclosable) -> Iterator[tuple[str, bytes]]:
    name = f"{number:03d}-{one.subject}"
    yield f"records/{name}.json", _json({"id": one.key, **one.data})
    if one.file:
        yield f"files/{name}-{_plain(one.file_name)}", one.content()


def _plain(name: str) -> str:
    return "".join(char if char.isalnum() or char in "-_." else "_" for char in name)[-80:]


def _row(number: int, item: DisclosureItem, one: Disclosable, file: str, content: bytes) -> dict[str, Any]:
    return {
        "number": number,
        "kind": one.subject,
        "record": one.key,
        "title": one.title,
        "exculpatory": one.exculpatory,
        "left_out": "" if item.is_in else f"{item.left_out_because} ({item.left_out_by})",
        "file": file,
        "sha256": hashlib.sha256(content).hexdigest() if file else "",
    }


def _json(data: Any) -> bytes:  # noqa: ANN401 - plain data
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _csv(rows: list[dict[str, Any]]) -> bytes:
    """The list for a spreadsheet; a cell that a program would take for a formula is told to be text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: Any) -> Any:  # noqa: ANN401
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _zip(files: dict[str, bytes], on: dt.date) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, (max(on.year, 1980), on.month, on.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            packed.writestr(info, files[name])
    return out.getvalue()
