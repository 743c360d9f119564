"""The node: the part of the exchange that keeps files and a database; what it decides, the pure modules decide."""
