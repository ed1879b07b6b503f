"""Decide for every line what it is: title, provision, heading, annex, page number, foreign matter. Builds no tree."""
