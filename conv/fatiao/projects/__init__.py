"""The initial files of a new project; does not know the content of a corpus."""
