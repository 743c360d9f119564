"""Disclosure to the defence: a bundle of records and files with what speaks for the person marked, and its digests."""
