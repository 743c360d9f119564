"""Deadlines, computed from events each time they are shown."""
