"""Errors that reach a person: one sentence that says what is wrong and where."""

from dataclasses import dataclass


class ComityError(Exception):
    """Any error whose message is written for the person at the desk."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in somebody's input the trouble is: file, line (1-based) and field, each as far as known."""

    file: str | None = None
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        where = self.file or ""
        if self.line is not None:
            where = f"{where}, line {self.line}" if where else f"line {self.line}"
        if self.field:
            where = f"{where}, {self.field}" if where else self.field
        return where


class BadInputError(ComityError):
    """Input that cannot be used; nothing has been written because of it."""

    def __init__(self, what: str, place: Place | None = None) -> None:
        self.what = what
        self.place = place or Place()
        where = str(self.place)
        super().__init__(f"{where}: {what}" if where else what)


class LawConflictError(ComityError):
    """Two rules that cannot both hold and of which neither is an exception to the other; both articles are named."""
