"""Further language versions of a request: written from the same facts, and held against the first."""

from collections.abc import Iterable

from comity.casefile.case import Case
from comity.common.errors import ComityError
from comity.drafting.draft import Draft, write_letter
from comity.drafting.letter_render import Rendered
from comity.drafting.locked import locked_differences


class LanguageVersionError(ComityError):
    """Two language versions of one letter that do not say the same."""


def language_versions(case: Case, draft: Draft, languages: Iterable[str], *, as_draft: bool) -> tuple[Rendered, ...]:
    """Write a request in further languages; refuse where a number, name or date differs or a text is not translated.

    A marked draft may hold texts that are still to be translated, never another number.
    """
    first = draft.rendered.document.language
    wanted = [language for language in dict.fromkeys(languages) if language != first]
    return tuple(_version(case, draft, language, as_draft=as_draft) for language in wanted)


def _version(case: Case, draft: Draft, language: str, *, as_draft: bool) -> Rendered:
    version = write_letter(case, draft.request, draft.route, draft.date, language)
    first = draft.rendered.document.language
    different = locked_differences(draft.rendered.locked, version.locked)
    if different:
        what = f"the letter in '{first}' and the one in '{language}' do not say the same: {different[0]}"
        raise LanguageVersionError(f"{what}{_more(len(different))}; nothing was written")
    if version.untranslated and not as_draft:
        what = f"'{version.untranslated[0]}' is not written in '{language}'{_more(len(version.untranslated))}"
        raise LanguageVersionError(f"{what}; nothing was written; --as-draft writes a marked draft")
    return version


def _more(count: int) -> str:
    return f" ({count - 1} more)" if count > 1 else ""
