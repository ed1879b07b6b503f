"""Places for a reader: the object that a target leads to, and links to the provision that holds an offset."""

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
    """Return the object of the law domain that a resolved target leads to."""
    if link.work is None:
        return names.cited_object(link.title)
    return f"{link.work}:{link.eid}" if link.eid else link.work


def place_link(entry: Entry, article: Article, offset: int, with_law: bool = True) -> Link:
    """Return a link to the provision that holds an offset."""
    s = article.segment_at(offset)
    eid = ids.segment_eid(article.number, s.paragraph, s.item, s.subitem)
    prefix = ids.book_title(entry.title) if with_law else ""
    only = len(article.paragraphs) == 1 and s.item is None  # an article of one 款 is cited without it
    name = article.label if only else ids.provision_name(article.label, s.paragraph, s.item, s.subitem)
    return Link(prefix + name, object_name(entry, eid))


def without_own_title(entry: Entry, link: Link) -> Link:
    """Return a provision of the law whose page this is, by its number alone."""
    own = link.target is not None and link.target.partition(":")[0] == entry.key
    return replace(link, name=link.name.rpartition("》")[2]) if own and not link.name.endswith("》") else link


def definition_sentence(article: Article, definition: Definition) -> str:
    """Return the defining passage as printed; for an abbreviation, what it stands for."""
    if definition.kind is DefinitionKind.ABBREVIATES and definition.expansion:
        return say("{name}的简称。", name=definition.expansion)
    start, end = definition.span.start, definition.span.end
    if definition.kind is DefinitionKind.ABBREVIATES:  # what it stands for begins somewhere in this sentence
        start = max(article.text.rfind(stop, 0, start) for stop in "。；：\n") + 1
    return article.text[start:end]
