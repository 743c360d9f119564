"""Assets of a case."""
