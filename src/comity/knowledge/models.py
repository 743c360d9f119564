"""Every table of the knowledge room in one list; each subject keeps its own."""

from comity.knowledge.corrections.models import Correction
from comity.knowledge.directory.models import AddressCheck, Contact
from comity.knowledge.lessons.models import Lesson

__all__ = ["AddressCheck", "Contact", "Correction", "Lesson"]
