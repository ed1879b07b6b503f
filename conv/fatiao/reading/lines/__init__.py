"""Source → lines: decoding, line breaks, labels, typography, dates."""
