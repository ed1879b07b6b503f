"""Write laws in the formats that other programs read, one module each; know nothing of the site and its files."""
