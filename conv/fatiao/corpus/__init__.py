"""Read ``corpus/`` and check it: metadata, notes, corrections, terms, cited laws. Knows nothing of pages."""
