"""Applying an amending decision to a text, and reporting what was not applied; knows no files and no pages.

Nothing is guessed: a step that does not fit the text word for word is reported and left out.
"""
