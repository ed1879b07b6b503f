"""Pages as MyST, and the folder they are written to."""
