"""Finding where a law defines its terms, and the scope of each definition."""
