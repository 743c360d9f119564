"""What goes and comes on paper."""
