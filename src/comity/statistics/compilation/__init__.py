"""Compilation of the figures: YAML for people becomes JSON for start-up."""
