"""The tables of the knowledge room, step by step."""
