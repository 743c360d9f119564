"""The documents that travel: node cards, packages, receipts, and the pages for a reader without Comity."""
