"""What Sphinx shows on a page beside its body."""
