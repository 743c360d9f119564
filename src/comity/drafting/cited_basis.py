"""The legal basis as a letter cites it: its name in every language of the letters, its article, what is to be added."""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.common.dates import PartialDate
from comity.common.errors import BadInputError
from comity.drafting.fields import INSTRUMENT, load_terms
from comity.drafting.letter_catalogue import letters_folder
from comity.drafting.localised import comma, set_apart, state_text
from comity.drafting.phrases import phrases
from comity.drafting.treaty_titles import load_titles
from comity.law.bases import Basis
from comity.law.bilateral import bilaterals
from comity.law.inquiry import Inquiry
from comity.law.instruments import instruments
from comity.law.routes import Route
from comity.law.states import state_name
from comity.law.vocabulary import PURPOSE_OF


@dataclass(frozen=True, slots=True)
class CitedBasis:
    """The legal basis as the letter cites it.

    ``title`` is the id of an instrument whose titles the letters have, or its name by language; ``article`` is empty
    where none is in the data; ``text`` is what is to be said beside it, by language.
    """

    id: str
    title: str | Mapping[str, str]
    article: str = ""
    text: Mapping[str, str] | None = None


def cited_basis(route: Route, inquiry: Inquiry) -> CitedBasis:
    """Name the basis of a route for the letter."""
    basis = route.basis
    if basis.kind == "bilateral":
        return CitedBasis(basis.id, _bilateral(basis, route.measure, inquiry), basis.article)
    if basis.id in load_terms(letters_folder()).vocabularies.get(INSTRUMENT, {}):
        return CitedBasis(basis.id, basis.id, basis.article)
    if basis.kind == "own_law":
        text = phrases().bases["reciprocity"] if basis.answer == "reciprocity" else None
        return CitedBasis(basis.id, _own_law(basis, inquiry.states[1]), basis.article, text)
    title = _quoted(basis.title) if basis.id in instruments() else basis.title
    return CitedBasis(basis.id, title, basis.article)


def _quoted(title: str) -> dict[str, str]:
    """The English title that the law data have, quoted in every other language."""
    table = load_titles(letters_folder())
    others = {lang: table.in_another_language(title, "en", lang) for lang in table.printed if lang != "en"}
    return {"en": title, **others}


def _bilateral(basis: Basis, measure: str, inquiry: Inquiry) -> dict[str, str]:
    """Name a treaty between two states by its own title; where a language has none, by subject, parties and day."""
    treaty = bilaterals().treaty(basis.id)
    purpose = PURPOSE_OF.get(measure) or ""
    subject = purpose if purpose in treaty.purposes else treaty.purposes[0]
    names = phrases().bases.get(subject) or phrases().bases["other"]
    titles = {language: name.format(parties=_parties(treaty.parties, language)) for language, name in names.items()}
    if treaty.title:
        titles["en"] = treaty.title
    titles = _with_own_titles(basis.id, titles)
    signed = _signed(basis.id, inquiry)
    if not signed:
        return titles
    dated = phrases().bases["signed"]
    return {
        language: dated[language].format(title=title, date=f"{{date {signed}}}") for language, title in titles.items()
    }


def _with_own_titles(treaty: str, described: dict[str, str]) -> dict[str, str]:
    """Put a title in the letter's language in place of the description; quote one in another language after it."""
    table = load_titles(letters_folder())
    if treaty not in table.instruments:
        return described
    own, cited = table.instruments[treaty].titles, table.cited(treaty)
    return {
        language: cited[language] if language in own else text + comma(language) + cited[language]
        for language, text in described.items()
    }


def _signed(treaty: str, inquiry: Inquiry) -> str:
    """The day of signature, where the sources agree on it."""
    status = bilaterals().status(treaty, inquiry.on)
    if not status.signed or status.disputed or status.conflicts:
        return ""
    try:
        return str(status.signed) if PartialDate.parse(str(status.signed)).exact else ""
    except BadInputError:
        return ""


def _own_law(basis: Basis, state: str) -> dict[str, str]:
    """The law's own title with the state's name; the requested state's law as such where the data has no act."""
    unnamed = phrases().bases["own_law"]
    if not basis.provisions:
        return dict(unnamed)
    title = basis.title.removesuffix(f" ({state_name(state)})")
    return {
        language: f"{set_apart(title, language)} ({state_text(state, language) or state_name(state)})"
        for language in unnamed
    }


def _parties(parties: tuple[str, str], language: str) -> str:
    return " – ".join(state_text(code, language) or state_name(code) for code in parties)
