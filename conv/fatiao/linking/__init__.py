"""Annotation layers over the tree of a law: definitions, references, terms, parallels, times; knows no pages."""
