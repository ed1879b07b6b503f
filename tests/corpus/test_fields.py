"""The keys of law.toml are declared once, as fields of Work; the reader and the document follow."""

from dataclasses import fields

from fatiao.corpus.read import LAW_FIELDS
from fatiao.corpus.toml import ValueKind
from fatiao.model.corpus import Work
from tests.support.paths import ROOT

WORDS = {ValueKind.TEXT: "text", ValueKind.TEXTS: "texts", ValueKind.DATE: "date"}


def test_the_document_lists_the_fields_as_they_are_declared():
    said = {field.name: field.metadata["said"] for field in fields(Work) if "said" in field.metadata}
    rows = [f"| `{name}` | {WORDS[key.kind]} | {said[name]} |" for name, key in LAW_FIELDS.items()]
    assert "\n".join(rows) in (ROOT / "docs/dev/corpus.md").read_text(encoding="utf-8")


def test_a_date_is_told_from_a_text():
    assert (LAW_FIELDS["in_force"].kind, LAW_FIELDS["kind"].kind) == (ValueKind.DATE, ValueKind.TEXT)
