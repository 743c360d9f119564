"""Ownership in a case: files of holdings from the register of evidence, and who owns and controls whom on a day."""
