"""What goes between this office and the authorities of other states: packages, replies, paper, and whom it trusts."""
