"""Bank statements: read from what banks give, checked against their own balances, matched into one ledger."""
