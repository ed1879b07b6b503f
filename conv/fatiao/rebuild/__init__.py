"""What a build may skip: digests, the cache of results, and the record of the last build."""
