"""Own the files that a project of one's own begins with; know nothing of what is in a corpus."""
