"""The index of a ledger: what each account received and paid in order, so that one trace reads only its own moves."""
