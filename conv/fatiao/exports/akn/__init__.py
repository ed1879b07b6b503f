"""Akoma Ntoso 3.0: one module for the law, one for its metadata, one for the marks in its text."""
