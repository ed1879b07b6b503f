"""Layers over the tree: definitions, references, terms, annotations, parallels."""
