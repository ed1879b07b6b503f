"""Read the articles of an Akoma Ntoso document back, so that tests can compare them with the law."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from fatiao import ids
from fatiao.exports.akn.law import NAMESPACE
from fatiao.model.law import UNNUMBERED


@dataclass(frozen=True, slots=True)
class AknArticle:
    """An article of a document: its eId, its printed label, and its text as in ``Article.text``."""

    eid: str
    label: str
    text: str


def akn_to_articles(document: bytes) -> tuple[AknArticle, ...]:
    """Return the articles of a document from ``law_to_akn``, in order, with their exact text.

    Raises ValueError for a document with a DTD, and ``xml.etree.ElementTree.ParseError`` for an ill-formed one.
    """
    if b"<!DOCTYPE" in document:
        raise ValueError("a document with a DTD is not read")
    root = ET.fromstring(document)
    found = [
        AknArticle(article.get("eId", ""), _text(article.find(_tag("num"))), "\n".join(_segments(article)))
        for article in root.iter(_tag("article"))
    ]
    parents = (node for node in root.iter() if node.tag != _tag("article") and node.find(_tag("paragraph")) is not None)
    found += [AknArticle(ids.article_eid(UNNUMBERED), "", "\n".join(_segments(node))) for node in parents]
    return tuple(found)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _segments(node: ET.Element) -> Iterator[str]:
    for child in node:
        if child.tag in (_tag("paragraph"), _tag("point")):
            words = child.find(f"{_tag('intro')}/{_tag('p')}")
            if words is None:
                words = child.find(f"{_tag('content')}/{_tag('p')}")
            yield _text(child.find(_tag("num"))) + _text(words)
            yield from _segments(child)
            closing = child.find(f"{_tag('wrapUp')}/{_tag('p')}")
            if closing is not None:
                yield _text(closing)


def _text(node: ET.Element | None) -> str:
    if node is None:
        return ""
    parts = [node.text or ""]
    for child in node:
        parts += ["\n" if child.tag == _tag("eol") else _text(child), child.tail or ""]
    return "".join(parts)
