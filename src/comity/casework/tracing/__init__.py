"""Tracing in a case: bank statements of the register into a ledger, and traces of it whose figures go into requests."""
