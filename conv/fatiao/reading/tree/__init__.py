"""Blocks → law tree, and the account of characters."""
