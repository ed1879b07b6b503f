"""Link targets: the object that a resolved target leads to, and links to the provision at an offset of an article."""

from __future__ import annotations

from dataclasses import replace

from fatiao import ids
from fatiao.language.interface import say
from fatiao.linking.resolve import Destination
from fatiao.model.law import Article
from fatiao.model.layers import Definition, DefinitionKind
from fatiao.site.model import Entry, Link, object_name
from fatiao.site.names import Names


def target_object(link: Destination, names: Names) -> str:
    """Return the name of the law domain's object that a resolved target leads to."""
    if link.work is None:
        return names.cited_object(link.title)
    return f"{link.work}:{link.eid}" if link.eid else link.work


def place_link(entry: Entry, article: Article, offset: int, with_law: bool = True) -> Link:
    """Return a link to the provision that contains an offset in the article's text."""
    s = article.segment_at(offset)
    eid = ids.segment_eid(article.number, s.paragraph, s.item, s.subitem)
    prefix = entry.name if with_law else ""
    only = len(article.paragraphs) == 1 and s.item is None  # the 款 of an article with one 款 is not named in citations
    name = article.label if only else ids.provision_name(article.label, s.paragraph, s.item, s.subitem)
    return Link(prefix + name, object_name(entry, eid))


def without_own_title(entry: Entry, link: Link) -> Link:
    """Return a link to a provision of ``entry`` without the law's title; return any other link unchanged."""
    own = link.target is not None and link.target.partition(":")[0] == entry.key
    return replace(link, name=link.name.rpartition("》")[2]) if own and not link.name.endswith("》") else link


def definition_sentence(article: Article, definition: Definition) -> str:
    """Return the defining passage as printed, or for an abbreviation its expansion or the sentence up to it."""
    if definition.kind is DefinitionKind.ABBREVIATES and definition.expansion:
        return say("{name}的简称。", name=definition.expansion)
    start, end = definition.span.start, definition.span.end
    if definition.kind is DefinitionKind.ABBREVIATES:  # the expansion begins somewhere in this sentence
        start = max(article.text.rfind(stop, 0, start) for stop in "。；：\n") + 1
    return article.text[start:end]
