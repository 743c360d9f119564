"""Features: what the comparison of two names saw, as numbers of which each has a sentence for people."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from comity.screening.alignment import Alignment, Link, align
from comity.screening.scripts import Script
from comity.screening.tokens import Kind, Name, Role, Token


@dataclass(frozen=True, slots=True)
class NameFeatures:
    """What the comparison saw.

    ``covered`` and ``covered_least``: the share of the better and of the worse covered name that has a counterpart;
    ``worst``: the least alike pair of words; ``mean``: the pairs on average; ``telling``: how much rare words agree;
    ``words``: linked words; ``clash``: words on both sides without a counterpart; ``extra``: words on one side only;
    ``initials``: words matched by an initial alone; ``turned``: the words stand in another order; ``whole``: likeness
    of the whole romanised names; ``other_script``: the names stand in different scripts; ``form_clash``: the legal
    forms differ; ``single``: one of the names is a single word; ``family``: words matched as forms of the same name.
    """

    covered: float
    covered_least: float
    worst: float
    mean: float
    telling: float
    words: float
    clash: float
    extra: float
    initials: float
    turned: float
    whole: float
    other_script: float
    form_clash: float
    single: float
    family: float


NAMES = tuple(NameFeatures.__dataclass_fields__)


def name_features(left: Name, right: Name) -> tuple[Alignment, NameFeatures]:
    """Align two names and measure what can be seen."""
    aligned = align(left, right)
    strong = [link for link in aligned.links if link.likeness.how != "initial"]
    over_left, over_right = _weight(aligned.left_over), _weight(aligned.right_over)
    linked = sum(link.weight for link in aligned.links)
    alike = sum(link.weight * link.likeness.value for link in aligned.links)
    shares = sorted(alike / (linked + over) if linked + over else 0.0 for over in (over_left, over_right))
    values = [link.likeness.value for link in strong]
    return aligned, NameFeatures(
        covered=shares[1],
        covered_least=shares[0],
        worst=min(values, default=0.0),
        mean=alike / linked if linked else 0.0,
        telling=min(4.0, sum(link.weight * link.likeness.value**2 for link in strong)),
        words=float(min(4, len(strong))),
        clash=min(2.0, over_left, over_right),
        extra=min(3.0, abs(over_left - over_right)),
        initials=float(min(2, len(aligned.links) - len(strong))),
        turned=float(_turned(strong)),
        whole=_whole(left, right),
        other_script=float(_main(left) is not _main(right)),
        form_clash=_form_clash(left, right),
        single=float(min(_names(aligned.left), _names(aligned.right)) <= 1),
        family=float(sum(link.likeness.how in {"form of the same name", "same meaning"} for link in strong)),
    )


def _weight(tokens: Iterable[Token]) -> float:
    return sum(token.weight for token in tokens)


def _names(tokens: Iterable[Token]) -> int:
    return sum(token.role is Role.NAME for token in tokens)


def _turned(links: list[Link]) -> bool:
    ordered = sorted(links, key=lambda link: link.left)
    rights = [link.right[0] for link in ordered]
    return rights != sorted(rights)


def _whole(left: Name, right: Name) -> float:
    a, b = (" ".join(sorted(t.latin for t in name.core)) for name in (left, right))
    return fuzz.ratio(a, b) / 100.0


def _main(name: Name) -> Script:
    return next((t.script for t in name.tokens if t.role is Role.NAME), Script.NONE)


def _form_clash(left: Name, right: Name) -> float:
    """1 where the legal forms are of different families, a half where one is missing or written as another form."""
    if left.kind is not Kind.COMPANY:
        return 0.0
    ours, theirs = ([t for t in name.tokens if t.role is Role.FORM] for name in (left, right))
    if {t.text for t in ours} == {t.text for t in theirs}:
        return 0.0
    return 1.0 if ours and theirs and {t.family for t in ours}.isdisjoint(t.family for t in theirs) else 0.5
