"""Agencies that work a case together."""
