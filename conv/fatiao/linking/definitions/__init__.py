"""Find where a law defines its terms, and how far each definition holds."""
