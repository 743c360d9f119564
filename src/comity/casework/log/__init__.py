"""The append-only log of the node."""
