"""Conduct keys: ``uncac:15`` is a whole article, ``uncac:15(a)`` one limb of it."""

from collections.abc import Iterable


def covers(listed: Iterable[str], conduct: str) -> bool | None:
    """Whether a list of conduct keys covers a conduct; None where only one limb is listed and the limb is not said."""
    limb_only = False
    for key in listed:
        if key in {conduct, "any"} or conduct.startswith(f"{key}("):
            return True
        if key.startswith(f"{conduct}("):
            limb_only = True
    return None if limb_only else False
