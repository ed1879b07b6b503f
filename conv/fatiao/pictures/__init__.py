"""Diagrams of the corpus as SVG, each with a table of the same data; does not know Sphinx."""
