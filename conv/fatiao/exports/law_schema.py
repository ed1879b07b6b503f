"""The JSON Schema of the law JSON (``law.schema.json`` in this package), published with the data."""

from __future__ import annotations

from importlib.resources import files


def law_schema_text() -> str:
    """Return the text of the schema."""
    return files("fatiao.exports").joinpath("law.schema.json").read_text("utf-8")
