"""The age v1 file format: what only the addressee can open, in pieces of 64 KiB that each prove themselves."""
