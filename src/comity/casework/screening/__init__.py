"""Screening of the people and companies of cases against lists and registers."""
