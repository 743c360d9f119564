"""Cases, their teams and their walls."""
