"""What a build may skip: digests, the cache of results, and the memory of the last build."""
