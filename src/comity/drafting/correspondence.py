"""Letters that ask for no measure: the answers to a request, and the undertaking of reciprocity."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity import __version__
from comity.common.errors import BadInputError, ComityError
from comity.drafting.blocks import document_data
from comity.drafting.letter_catalogue import letter_for
from comity.drafting.letter_file import Letter
from comity.drafting.letter_render import Rendered, render
from comity.drafting.party_values import address_text, signatory_values
from comity.drafting.received import Received, received_values
from comity.drafting.values import is_given, lookup

LETTER_FORMAT = "comity-letter/1"
ANSWERS = ("acknowledgement", "clarification", "consultation", "refusal", "results")
KINDS = (*ANSWERS, "reciprocity_undertaking")
# Where UNCAC wants the other state consulted before a refusal; article 46 also governs requests under 55 (55(3)).
_CONSULTED_UNDER = {
    "assistance": "46(26)",
    "freezing": "46(26)",
    "confiscation": "46(26)",
    "return_of_assets": "46(26)",
    "extradition": "44(17)",
}
_CONSIDERED = ("refusal_considered", "postponement_considered", "lifting_considered")

Values = Mapping[str, Any]


class UngroundedRefusalError(ComityError):
    """A refusal without a ground or without the provision it rests on; it is not written, not even as a draft."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A letter written out, with what it still needs before it can be signed, each by field or part."""

    kind: str
    date: dt.date
    rendered: Rendered
    values: Values
    wanting: tuple[str, ...]

    @property
    def states(self) -> tuple[str, str]:
        """The state that sends the letter, and the one that receives it."""
        both = (str(lookup(self.values, "requesting.state")), str(lookup(self.values, "requested.state")))
        return (both[1], both[0]) if self.kind in ANSWERS else both


def write_correspondence(
    kind: str, language: str, date: dt.date, values: Values, parts: Collection[str] = (), without: Collection[str] = ()
) -> Correspondence:
    """Write a letter from its values; ``parts`` stand and ``without`` fall beside what stands by default."""
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise BadInputError(
            f"'{kind}' is no letter of its own (letters: {known}); requests are written by 'comity draft'"
        )
    letter = letter_for(kind, language)
    if kind == "refusal":
        _check_grounds(values)
    dated = {**values, "date": values.get("date") or date}
    rendered = render(letter, dated, _standing(letter, dated, parts, without))
    return Correspondence(kind, date, rendered, dated, _wanting(kind, rendered, dated))


def answer_to(kind: str, received: Received) -> dict[str, Any]:
    """Give what a request says for its answer; the undertaking of reciprocity goes with one's own request."""
    values = received_values(received)
    if kind in ANSWERS:
        return values
    signing = received.case.agency(received.request.signatory)
    place = address_text(signing.place) if signing else ""
    return {**values, "measure": received.measure, "place": place, "signatory": signatory_values(signing)}


def _standing(letter: Letter, values: Values, parts: Collection[str], without: Collection[str]) -> set[str]:
    for name in (*parts, *without):
        if name not in letter.groups:
            known = ", ".join(letter.groups) or "none"
            raise BadInputError(f"the letter '{letter.measure}' has no optional part '{name}' (parts: {known})")
    usual = {
        name
        for name, group in letter.groups.items()
        if group.on_by_default or (group.when and is_given(lookup(values, group.when)))
    }
    return (usual | set(parts)) - set(without)


def _check_grounds(values: Values) -> None:
    """Hold every ground of a refusal to its provision and its facts."""
    reasons = values.get("reasons")
    if not isinstance(reasons, Sequence) or isinstance(reasons, str) or not reasons:
        raise UngroundedRefusalError("a refusal states its grounds: give reasons, each with its article and its text")
    for number, reason in enumerate(reasons):
        for key in ("article", "text"):
            if not is_given(lookup(reason, key)):
                raise UngroundedRefusalError(
                    f"reasons[{number}] has no {key}: a ground rests on a provision and on facts"
                )


def _wanting(kind: str, rendered: Rendered, values: Values) -> tuple[str, ...]:
    """Name what is needed and not given, each once."""
    found = [item.field for item in rendered.missing]
    if kind == "refusal":
        found += _unconsulted(values)
    if kind == "consultation" and not set(_CONSIDERED) & set(rendered.groups):
        found.append(f"one of the parts {', '.join(_CONSIDERED)}")
    return tuple(dict.fromkeys(found))


def _unconsulted(values: Values) -> list[str]:
    """Under UNCAC a refusal follows a consultation, which the letter names by its date."""
    bases = {str(lookup(values, "basis.title")), *(str(lookup(item, "instrument")) for item in values["reasons"])}
    article = _CONSULTED_UNDER.get(str(lookup(values, "received.measure")))
    if "UNCAC" not in bases or article is None or _before(lookup(values, "consultation.date"), values["date"]):
        return []
    return [f"consultation.date (UNCAC {article} wants the requesting State consulted before a refusal)"]


def _before(earlier: object, later: object) -> bool:
    """Whether a day is given and is not after the other; both as YYYY-MM-DD."""
    return is_given(earlier) and str(earlier) <= str(later)


def correspondence_json(written: Correspondence) -> str:
    """Give a letter for machines."""
    sender, addressee = written.states
    document = written.rendered.document
    data = {
        "format": LETTER_FORMAT,
        "software": f"comity {__version__}",
        "kind": written.kind,
        "reference": document.reference,
        "from": sender,
        "to": addressee,
        "date": written.date.isoformat(),
        "language": document.language,
        "answers": lookup(written.values, "received"),
        "letter": document_data(document),
        "locked": [{"field": v.field, "kind": str(v.kind), "value": v.canonical} for v in written.rendered.locked],
        "wanting": list(written.wanting),
    }
    return json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n"
