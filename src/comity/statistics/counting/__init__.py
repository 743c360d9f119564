"""Counting: each module computes the figures of one subject from the record, and nothing else."""
