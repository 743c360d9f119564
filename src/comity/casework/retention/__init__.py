"""Retention: how long a case is kept, legal holds, and a deletion by two persons that leaves a proof."""
