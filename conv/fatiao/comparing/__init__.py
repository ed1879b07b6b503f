"""Comparing two texts: the correspondence of their articles, and the changes in each; knows no files and no pages.

The comparison is a pure stage: its input and its result are values.
"""
