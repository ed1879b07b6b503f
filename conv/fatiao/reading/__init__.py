"""Source → lines → blocks → law tree."""
