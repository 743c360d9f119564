"""Ownership and control: who holds how much of what through whom, under every rule that courts and agencies use."""
