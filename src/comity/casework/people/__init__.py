"""People and companies of a case."""
