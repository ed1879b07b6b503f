"""What a page says, as MyST."""
