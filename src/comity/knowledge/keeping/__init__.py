"""Who keeps the page of which state, when they last went through it, and which pages are overdue."""
