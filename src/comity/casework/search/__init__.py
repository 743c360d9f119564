"""Full-text search over what a person may see, in every script, alike on both databases."""
