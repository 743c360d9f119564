"""Denial of safe haven: an immigration desk asks whether an applicant is sought, and learns a contact at most."""
