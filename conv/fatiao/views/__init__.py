"""Views of a law: its deadlines, its duties, its sanctions, read from the text and its layers."""
