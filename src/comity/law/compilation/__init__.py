"""Compilation of the law data: YAML for people becomes JSON for start-up."""
