"""One module per format that other programs read."""
