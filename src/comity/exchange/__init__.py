"""Exchange: what states send one another, sealed, delivered and provable by either side."""
