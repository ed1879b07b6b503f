"""Reads ``corpus/`` and checks it: metadata, notes, corrections, terms, cited laws."""
