"""The law JSON: its schema, and the text back from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from fatiao.corpus.read import read_corpus
from fatiao.diagnostics import Report
from fatiao.exports.law_json import dump_law, law_to_json
from fatiao.exports.law_schema import law_schema_text
from fatiao.model.law import Law, Number, Span, Target
from fatiao.model.layers import Definition, DefinitionKind, Layers, Reference
from fatiao.reading.lines.source import read_source
from tests.support.export_laws import a_work, laws, rich_law
from tests.support.paths import ROOT

LAWS = ROOT.parent / "shared" / "laws"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(law_schema_text()))


def check(law: Law, layers: Layers | None = None) -> dict[str, Any]:
    """The JSON is valid and gives the text of every article back, whole and from its parts."""
    value: dict[str, Any] = json.loads(dump_law(law_to_json(law, layers or Layers())))
    VALIDATOR.validate(value)
    assert [article["text"] for article in value["articles"]] == [article.text for article in law.articles]
    for article in value["articles"]:
        assert "\n".join(parts(article)) == article["text"]
    return value


def parts(article: dict[str, Any]) -> list[str]:
    out = []
    for paragraph in article["paragraphs"]:
        out.append(paragraph["text"])
        for item in paragraph["items"]:
            out.append(item["text"])
            out += [subitem["text"] for subitem in item["subitems"]]
        out += [paragraph["closing"]] if "closing" in paragraph else []
    return out


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(law_schema_text()))
    assert law_schema_text().endswith("}\n")


def test_every_level_and_layer_is_valid() -> None:
    layers = Layers(
        definitions=(
            Definition(Number(1), "秘密", DefinitionKind.ABBREVIATES, "law", Span(0, 5), Span(3, 5), "国家秘密"),
            Definition(Number(1), "密", DefinitionKind.DEFINES, "external:刑法第一条", Span(0, 5), Span(3, 5)),
        ),
        references=(
            Reference(Number(1), Span(0, 3), (Target(article=Number(15), to=Number(15, 1)), Target(law="刑法")), "r"),
            Reference(Number(1), Span(0, 3), (Target(article=Number(15), paragraph=1, to=Number(2)),), "r"),
        ),
    )
    value = law_to_json(rich_law(), layers, (), a_work())
    VALIDATOR.validate(json.loads(dump_law(value)))
    assert len(value["articles"][0]["references"]) == 2


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), 2),
        (("id",), "../x"),
        (("articles", 0, "number"), "十五"),
        (("articles", 0, "lines"), [1]),
        (("divisions", 0, "level"), "title"),
        (("adopted", "date"), "2022年"),
        (
            ("left_out",),
            [{"lines": [1, 2], "kind": "foreign", "reason": "x", "text": "words that must not be published"}],
        ),
    ],
)
def test_the_schema_refuses_what_is_wrong(path: tuple[str | int, ...], value: object) -> None:
    law = json.loads(dump_law(law_to_json(rich_law(), Layers(), (), a_work())))
    VALIDATOR.validate(law)
    at = law
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(law)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(laws())
def test_any_text_comes_back(law: Law) -> None:
    check(law)


def test_the_corpus_comes_back() -> None:
    from fatiao.pipeline import read_law

    report = Report()
    works = read_corpus(ROOT / "corpus", report).works
    assert works
    for work in works:
        for version in work.versions:
            source = read_source(Path(version.path), report)
            assert source is not None
            assert check(read_law(source, work.id, report))["articles"]


@pytest.mark.skipif(not LAWS.is_dir(), reason="the development laws are not beside the checkout")
def test_fifty_laws_come_back() -> None:
    from fatiao.pipeline import read_law

    paths = sorted(LAWS.glob("*.txt"))[::7][:50]
    assert len(paths) == 50
    for path in paths:
        source = read_source(path, Report())
        assert source is not None
        check(read_law(source, path.stem, Report()))
