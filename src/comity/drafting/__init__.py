"""Drafting: what a state needs for a measure, the review of a request, and letters to DOCX and PDF."""
