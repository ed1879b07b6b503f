"""Views of a law as rows: its deadlines, duties and sanctions; knows no pages and no other law."""
