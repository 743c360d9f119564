"""Pages for a reader without Comity: how to check a package with what every machine has, and how to answer it."""

import io
from importlib.resources import files

from comity.exchange.documents.package import PartRole
from comity.exchange.packing import Source


def reader_pages(*, reply: bool) -> list[Source]:
    """Give the read-me, and with `reply` the form on which somebody without software can answer."""
    pages = [_page("READ-ME.txt", PartRole.READ_ME)]
    return [*pages, _page("REPLY-FORM.txt", PartRole.REPLY_FORM)] if reply else pages


def _page(name: str, role: PartRole) -> Source:
    content = files("comity.exchange").joinpath("pages", name).read_bytes()
    return Source(name, role, lambda: io.BytesIO(content))
