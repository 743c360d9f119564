"""Depositaries' pages read from a saved file, and the rows they propose for a party list."""
