"""What goes and comes through the national e-CODEX connector."""
