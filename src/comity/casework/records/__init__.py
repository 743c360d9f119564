"""What every record of a case has in common."""
