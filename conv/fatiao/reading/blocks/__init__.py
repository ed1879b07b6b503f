"""Lines → blocks: what every line is taken for."""
