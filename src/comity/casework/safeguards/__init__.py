"""The safeguard review that a named lawyer signs."""
