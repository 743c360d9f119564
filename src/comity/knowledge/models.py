"""Every table of the knowledge room in one list; each subject keeps its own."""

from comity.knowledge.corrections.models import Correction
from comity.knowledge.directory.models import AddressCheck, Contact
from comity.knowledge.keeping.models import StatePage
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.library.models import LibraryCase, LibraryFile, LibraryPosting, LibraryTag, LibraryToken

__all__ = [
    "AddressCheck",
    "Contact",
    "Correction",
    "Lesson",
    "LibraryCase",
    "LibraryFile",
    "LibraryPosting",
    "LibraryTag",
    "LibraryToken",
    "StatePage",
]
