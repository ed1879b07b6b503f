"""The objects of the law domain: everything that a link on a page, or in another project, may name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fatiao import ids
from fatiao.language.interface import say
from fatiao.model.law import Article, Number
from fatiao.site.model import Address, Citing, Entry, GlossaryTerm, LawObject, object_name


def collect_objects(
    entries: Iterable[Entry], glossary: Iterable[GlossaryTerm] = (), citings: Iterable[Citing] = ()
) -> dict[str, LawObject]:
    """Return every object of the law domain by its name; of provisions with the same name, the first is used."""
    objects: dict[str, LawObject] = {}
    for term in glossary:
        objects[term.object_name] = LawObject("term", term.term, Address(term.docname))
    for law in citings:
        place = Address(ids.CITED, ids.cited_anchor(law.slug))
        objects[law.object_name] = LawObject("work", ids.book_title(law.title), place)
    for entry in entries:
        title = ids.book_title(entry.title)
        page = entry.address()
        objects[object_name(entry)] = LawObject("law", title, page)
        for eid, division in zip(ids.division_eids(entry.law.divisions), entry.law.divisions, strict=True):
            place = Address(page.docname, ids.anchor_of_eid(eid))
            objects[object_name(entry, eid)] = LawObject("division", title + division.label, place)
        for article in entry.law.articles:
            _collect_provisions(objects, entry, article, title)
        _collect_fixes(objects, entry)
        for annex in entry.law.annexes:
            docname = ids.annex_docname(entry.work.id, annex.number, entry.version)
            name = object_name(entry, ids.annex_eid(annex.number))
            objects[name] = LawObject("annex", title + (annex.label or annex.heading.text), Address(docname))
    return objects


def _collect_fixes(objects: dict[str, LawObject], entry: Entry) -> None:
    for article in entry.law.articles:
        for i, _ in enumerate(entry.annotations_of(article).fixes, start=1):
            place = entry.article_address(article, ids.fix_fragment(i))
            name = fix_object(entry.key, article.number, i)
            article_name = ids.book_title(entry.title) + article.label
            objects[name] = LawObject("fix", say("{article}文字更正{number}", article=article_name, number=i), place)


def _collect_provisions(objects: dict[str, LawObject], entry: Entry, article: Article, title: str) -> None:
    name = object_name(entry, ids.article_eid(article.number))
    if name in objects:
        return
    page = entry.article_address(article)
    objects[name] = LawObject("provision", title + article.label, page)
    for s in article.segments:
        eid = ids.segment_eid(article.number, s.paragraph, s.item, s.subitem)
        shown = title + ids.provision_name(article.label, s.paragraph, s.item, s.subitem)
        place = Address(page.docname, ids.segment_fragment(s))
        objects.setdefault(object_name(entry, eid), LawObject("provision", shown, place))


def fix_object(key: str, number: Number, index: int) -> str:
    """Return the object name of a correction; ``index`` is 1-based within the article."""
    return f"{key}:{ids.article_eid(number)}__fix_{index}"


def find_term(objects: Mapping[str, LawObject], words: str) -> LawObject | None:
    """Return the object of a term, or None."""
    found = objects.get(f"term:{ids.slug_of(words)}")
    if found is not None and found.name != words:  # another term with the same short slug
        found = next((o for o in objects.values() if o.kind == "term" and o.name == words), None)
    return found
