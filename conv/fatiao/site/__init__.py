"""The site as data: laws with their layers, cross-linked by addresses; does not know how it is displayed."""
