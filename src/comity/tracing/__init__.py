"""Tracing: whose money rests where under which rule, to the minor unit, and who owns and controls what."""
