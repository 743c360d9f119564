"""Explanations: a comparison told to people in one line, and to machines as plain data."""

from typing import Any

from comity.screening.alignment import Alignment, Link
from comity.screening.comparison import Comparison, NameMatch
from comity.screening.evidence import Side
from comity.screening.tokens import Token


def told(comparison: Comparison) -> str:
    """The whole comparison in one line: words, evidence for, against, missing."""
    pieces = [_names_told(comparison.name) if comparison.name else "no name to compare"]
    for side in Side:
        texts = [e.text for e in comparison.side(side)]
        if texts:
            tail = " (can neither confirm nor clear)" if side is Side.MISSING else ""
            pieces.append(f"{side}: {', '.join(texts)}{tail}")
    if comparison.verdict != "weighed":
        pieces.append(comparison.verdict)
    return "; ".join(pieces)


def _names_told(match: NameMatch) -> str:
    aligned = match.alignment
    links = (
        ", ".join(link_told(aligned, link) for link in sorted(aligned.links, key=lambda k: k.left)) or "no word agrees"
    )
    over = [f"only on the {side}: {_joined(rest)}" for side, rest in _over(aligned) if rest]
    return "; ".join(["names: " + links, *over])


def _over(aligned: Alignment) -> tuple[tuple[str, tuple[Token, ...]], ...]:
    return ("left", aligned.left_over), ("right", aligned.right_over)


def link_told(aligned: Alignment, link: Link) -> str:
    """One link in words: 近平 = jinping (read from Han, 0.98)."""
    left = _joined(tuple(aligned.left[i] for i in link.left))
    right = _joined(tuple(aligned.right[i] for i in link.right))
    return f"{left} = {right} ({link.likeness.how}, {link.likeness.value:.2f})"


def _joined(tokens: tuple[Token, ...]) -> str:
    return " ".join(token.text for token in tokens)


def as_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data: names with script and romanisation, words, evidence, the parts of the score."""
    return {
        "score": round(comparison.score, 4),
        "verdict": comparison.verdict,
        "names": _names_data(comparison.name) if comparison.name else None,
        **{
            str(side): [{"what": e.what, "text": e.text, "logit": e.logit} for e in comparison.side(side)]
            for side in Side
        },
        "explanation": told(comparison),
    }


def _names_data(match: NameMatch) -> dict[str, Any]:
    aligned = match.alignment
    return {
        "left": _name_data(match, left=True),
        "right": _name_data(match, left=False),
        "words": [
            {
                "left": [aligned.left[i].text for i in link.left],
                "right": [aligned.right[i].text for i in link.right],
                "likeness": round(link.likeness.value, 3),
                "how": link.likeness.how,
            }
            for link in sorted(aligned.links, key=lambda k: k.left)
        ],
        "only_left": [t.text for t in aligned.left_over],
        "only_right": [t.text for t in aligned.right_over],
        "parts": [
            {"feature": part.feature, "value": round(part.value, 3), "logit": round(part.logit, 2)}
            for part in match.parts
            if part.logit
        ],
    }


def _name_data(match: NameMatch, *, left: bool) -> dict[str, Any]:
    name = match.left if left else match.right
    return {"text": name.original, "romanised": name.romanised, "scripts": [str(s) for s in name.scripts]}
