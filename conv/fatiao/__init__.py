"""Fatiao 法条: raw statutory texts in Chinese, turned into an annotated, static, searchable Sphinx site."""

__version__ = "0.1.0"
