"""The site as data: laws with their layers, tied together by addresses."""
