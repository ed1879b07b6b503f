"""Checking the citations of an essay against the laws in the corpus; does not know Sphinx or the order of stages."""
