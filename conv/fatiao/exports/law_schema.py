"""Give the JSON Schema of the law JSON (``law.schema.json`` in this package), published beside the data."""

from __future__ import annotations

from importlib.resources import files


def law_schema_text() -> str:
    """Return the schema as the site publishes it."""
    return files("fatiao.exports").joinpath("law.schema.json").read_text("utf-8")
