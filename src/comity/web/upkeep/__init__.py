"""Looking after an installation: what is wrong with it, copies of it, and newer versions."""
