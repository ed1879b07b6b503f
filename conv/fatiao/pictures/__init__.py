"""Drawings of the corpus as SVG."""
