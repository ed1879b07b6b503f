"""Files that are written beside the pages."""
