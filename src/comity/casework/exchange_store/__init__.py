"""The store of the node: its inbox, outbox and receipts in the office's database, its leaves in the one log."""
