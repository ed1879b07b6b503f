"""Reading one source into its law: source → lines → blocks → law tree; knows no other law."""
