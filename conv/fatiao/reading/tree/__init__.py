"""Build the law tree from blocks, and keep the account of characters."""
