"""Finds a person or company in lists and registers, in any script, and says why; offline, and nothing is kept."""
