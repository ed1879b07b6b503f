"""Read a source into lines: decoding, line breaks, labels, typography, dates. Knows nothing of provisions."""
