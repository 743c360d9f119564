"""Lists and registers as they are published, read into entities; what cannot be read is told with its place."""
