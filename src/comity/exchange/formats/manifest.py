"""The manifest of a container (ASiCManifest, ETSI EN 319 162-1) and its list for sha256sum, derived from its parts.

A reader never parses them: it writes them again and compares, so that no XML of a stranger is ever read.
"""

import base64
from collections.abc import Sequence
from urllib.parse import quote

MANIFEST, SIGNATURE, SUMS = "META-INF/ASiCManifest.xml", "META-INF/signature001.p7s", "SHA256SUMS"
_ALGORITHM = "http://www.w3.org/2001/04/xmlenc#sha256"

Listed = tuple[str, str, str]
"""A file as the manifest lists it: path, media type, SHA-256 in hexadecimal."""


def manifest_xml(files: Sequence[Listed]) -> bytes:
    """Write the manifest over some files."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">',
        f'<asic:SigReference URI="{SIGNATURE}" MimeType="application/x-pkcs7-signature"/>',
        *(_reference(*file) for file in files),
        "</asic:ASiCManifest>",
    ]
    return ("\n".join(lines) + "\n").encode("ascii")


def _reference(path: str, media_type: str, sha256: str) -> str:
    value = base64.b64encode(bytes.fromhex(sha256)).decode("ascii")
    opened = f'<asic:DataObjectReference URI="{quote(path)}" MimeType="{media_type}">'
    digest = f'<ds:DigestMethod Algorithm="{_ALGORITHM}"/><ds:DigestValue>{value}</ds:DigestValue>'
    return f"{opened}{digest}</asic:DataObjectReference>"


def sums(files: Sequence[Listed]) -> bytes:
    """Write the list that `sha256sum -c SHA256SUMS` reads."""
    return "".join(f"{sha256}  {path}\n" for path, _, sha256 in files).encode("utf-8")
