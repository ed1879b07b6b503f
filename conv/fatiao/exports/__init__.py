"""Writing laws in formats for other programs, one module each; does not know the site or the file system."""
