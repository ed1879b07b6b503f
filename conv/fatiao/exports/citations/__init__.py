"""Citation records of provisions, and the printed and machine-readable forms of citations."""
