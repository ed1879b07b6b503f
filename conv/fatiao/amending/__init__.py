"""An amending decision applied to a text: which instruction changed what, and what was not applied.

Nothing is guessed: a step that does not fit the text word for word is told and left out.
"""
