"""Compiles the lines over arrays by numba, where it is installed (the extra ``screening``)."""

import functools
import types
from collections.abc import Callable
from typing import Any

from comity.screening.index import facts, kernels, key_kernels, latin_kernel, look_kernels, spelling_kernel

# Each after those that it calls.
ORDER: tuple[tuple[types.ModuleType, tuple[str, ...]], ...] = (
    (facts, ("one_digit", "of_days", "of_dates", "of_places", "seen", "beside")),
    (
        key_kernels,
        (
            *(
                "mixed",
                "joined",
                "core_of",
                "looked_up",
                "whole",
                "whole_keys",
                "with_each",
                "short_keys",
                "strong_keys",
                "rare_keys",
                "weak_keys",
                "lonely_keys",
            ),
            *("birth_keys", "keys_of", "postings_of"),
        ),
    ),
    (
        kernels,
        (
            *(
                "exactly",
                "share",
                "most_common",
                "can_be_alike",
                "of_short",
                "look_at_words",
                "as_one_outline",
                "write_as_one",
            ),
            *("may_be_one", "as_one", "pair", "known_as", "slot_of", "recalled"),
            *("remember", "written_as_one", "join", "script_of_name", "scored", "sums_of", "estimate"),
        ),
    ),
    (spelling_kernel, ("without_table", "by_table", "gain")),
    (latin_kernel, ("after_article", "same", "comes_first", "slips", "sound_share", "spelled", "alike")),
    (
        look_kernels,
        (
            *("place_of", "bucket_of", "estimated", "gather", "weigh_facts"),
            *("fetch_words", "look", "look_closer"),
        ),
    ),
)

# No references are counted: nothing is made that would have to be given back, and counting took half of the time.
_HOW: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}


@functools.cache
def compiled() -> dict[str, Callable[..., Any]] | None:
    """The compiled functions by name, or nothing where numba is not installed."""
    try:
        from numba import njit  # noqa: PLC0415 - a large library that only bulk screening and the service need
    except ImportError:
        return None
    done: dict[str, Any] = {}
    for module, names in ORDER:
        space = {**vars(module), **done}
        for name in names:
            plain = vars(module)[name]
            twin = types.FunctionType(plain.__code__, space, name, plain.__defaults__)
            twin.__module__, twin.__qualname__ = module.__name__, name
            done[name] = space[name] = njit(**_HOW)(twin)
    spelling_kernel.spell_faster(done["gain"])
    return done
