"""The content of pages as values, and its two backends, MyST and HTML; does not know Sphinx or the file system."""
