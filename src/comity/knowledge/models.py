"""Every table of the knowledge room in one list; each subject keeps its own."""

from comity.knowledge.lessons.models import Lesson

__all__ = ["Lesson"]
