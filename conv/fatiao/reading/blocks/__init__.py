"""Classifying lines: title, provision, heading, annex, page number, foreign matter; builds no tree."""
