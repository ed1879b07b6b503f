"""Find layers over the tree of a law: definitions, references, terms, parallels, times. Knows nothing of pages."""
