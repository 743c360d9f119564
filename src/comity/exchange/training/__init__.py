"""A synthetic counterpart for training: a node that answers by a script, on this machine and nowhere else."""
