"""The library of concluded cases: summaries that name nobody, found by their words and their tags, in every script."""
