"""Lessons: what a refusal, a question, a delay or a success taught about another state."""
