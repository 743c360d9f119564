"""The index of a list: one file, read where it lies by every worker, found in by the sound of names."""
