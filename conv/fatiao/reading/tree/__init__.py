"""Building the law tree from blocks, and the account of every character; knows no other law."""
