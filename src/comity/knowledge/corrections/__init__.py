"""Corrections: what somebody has found wrong or missing in what the law data knows of a state."""
