"""Splitting a source into lines: decoding, line breaks, labels, typography, dates; knows no provisions."""
