"""The directory of authorities abroad by role: addresses of offices, never of private persons."""
