"""Requests of a case: review, versions, signatures, sending and following."""
