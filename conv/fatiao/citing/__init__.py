"""Check the citations of an essay against the laws that are held."""
