"""Private matching: two holders learn which of the asker's subjects the other holds too, and nothing else."""
