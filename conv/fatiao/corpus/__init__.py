"""Reading and checking ``corpus/``: metadata, notes, corrections, terms, cited laws; knows no pages."""
