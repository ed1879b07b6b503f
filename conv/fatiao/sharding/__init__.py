"""Building in several processes or on several machines: the work of each, and its distribution; not page content."""
