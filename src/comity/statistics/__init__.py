"""Figures: what each one counts, what others have published, and how small counts are kept from naming people."""
