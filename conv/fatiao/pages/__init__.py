"""What a page says, as a value, and its two backends: the emitted MyST page and the body in HTML."""
