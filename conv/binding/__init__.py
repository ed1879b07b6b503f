"""Ties the layers to the pages: a view for a reader of what ``conv.linking`` found; nothing is found here."""
