"""Tasks: what somebody has to do in a case, by when, and playbooks that lay down the usual ones."""
