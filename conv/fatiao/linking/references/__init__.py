"""References between provisions."""
