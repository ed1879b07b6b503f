"""The work that a build may skip: digests, the cache of results, the state of the last build; knows no page content."""
