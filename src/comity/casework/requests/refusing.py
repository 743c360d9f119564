"""On which grounds a request was refused: the law room's topics, for our answers as for those of other states."""

from typing import Any

from comity.law.vocabulary import REFUSAL_GROUNDS

TOO_BROAD, OTHER, NOT_GIVEN = "too_broad", "other_ground", "no_ground_given"
GROUNDS: tuple[str, ...] = (*REFUSAL_GROUNDS, TOO_BROAD, OTHER, NOT_GIVEN)
"""What a refusal can name; one that names nothing says so, which the conventions forbid and practice knows."""

_MOST = 20


def grounds_told(details: dict[str, Any]) -> list[str]:
    """The grounds that another office's refusal names; what is not in our list counts as another ground."""
    named = details.get("topics")
    if not isinstance(named, list) or not named:
        return [OTHER if details.get("ground") not in (None, "", "not given") else NOT_GIVEN]
    return list(dict.fromkeys(one if one in GROUNDS else OTHER for one in map(str, named[:_MOST])))
