"""Finding the uses of defined and curated terms in a law."""
