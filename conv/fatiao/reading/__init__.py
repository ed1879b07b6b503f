"""Read one source into its law: source → lines → blocks → law tree. Knows no other law."""
