"""Find provisions that share words."""
