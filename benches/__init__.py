"""Measure speed and size, and read texts in bulk: `python -m benches.NAME`."""
