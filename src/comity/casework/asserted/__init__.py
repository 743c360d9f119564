"""What another state asserts in its packages: taken over as its word, never over anything, bound by its conditions."""
