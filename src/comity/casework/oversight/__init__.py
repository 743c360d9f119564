"""Oversight: how the office is used, counted from its log and its records, never what a case says."""
