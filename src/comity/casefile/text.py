"""Text in several languages: written once per language and reused in every request."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs per language (BCP 47 code); empty and false where nothing was written."""

    variants: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is written in, in the order of the file."""
        return tuple(language for language, _ in self.variants)

    def paragraphs(self, language: str) -> tuple[str, ...]:
        """The paragraphs in one language; none where it is not written in that language."""
        return next((found for code, found in self.variants if code == language), ())

    def says(self, language: str) -> str | None:
        """The text in one language, paragraphs parted by a blank line; None where it is not written."""
        found = self.paragraphs(language)
        return "\n\n".join(found) if found else None

    def best(self, *languages: str) -> str:
        """The text in the first of these languages that it has, otherwise in the first it was written in."""
        for language in (*languages, *self.languages):
            found = self.says(language)
            if found is not None:
                return found
        return ""

    def __bool__(self) -> bool:
        return bool(self.variants)

    def __iter__(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        return iter(self.variants)


NO_TEXT: Final = Text()
