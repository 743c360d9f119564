"""What was learnt: lessons of concluded steps, corrections of state profiles, and concluded cases to learn from."""
