"""Every table of the knowledge room in one list; each subject keeps its own."""

from comity.knowledge.case_library.models import LibraryCase, LibraryFile, LibraryPosting, LibraryTag, LibraryToken
from comity.knowledge.corrections.models import Correction
from comity.knowledge.directory.models import AddressCheck, Contact
from comity.knowledge.keeping.models import StatePage
from comity.knowledge.lessons.models import Lesson
from comity.knowledge.playbooks.models import StepChange

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
    "StepChange",
]
