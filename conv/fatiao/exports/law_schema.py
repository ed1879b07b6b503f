"""Give the JSON Schema of the law JSON (``law.schema.json`` in this package), published beside the data."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def law_schema_text() -> str:
    """Return the schema as the site publishes it."""
    return files("fatiao.exports").joinpath("law.schema.json").read_text("utf-8")


def law_schema() -> dict[str, Any]:
    """Return the schema as plain values (JSON Schema 2020-12)."""
    schema: dict[str, Any] = json.loads(law_schema_text())
    return schema
