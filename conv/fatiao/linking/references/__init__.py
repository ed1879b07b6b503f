"""Find references between provisions."""
