"""The text of a law for continuous reading: headings, and every article with a link to its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fatiao import ids
from fatiao.model.law import UNNUMBERED, Article
from fatiao.pages.contents import division_name
from fatiao.pages.myst import block, escape, fence, role
from fatiao.pages.provisions import reference_to, render_article, render_passages
from fatiao.pages.text_pages import division_chain
from fatiao.site.model import Entry, object_name


def render_text(entry: Entry, articles: Sequence[Article], opened: int = -1, depth: int = 0) -> Iterator[str]:
    """The articles and the headings before them, below a heading of the second level.

    ``opened`` is the last division that has its heading already, ``depth`` how many levels of divisions stand above.
    """
    for article in articles:
        last = article.division if article.division is not None else opened
        for i in range(opened + 1, last + 1):
            level = "#" * min(6, max(3, 2 + len(division_chain(entry, i)) - depth))
            yield from render_anchors(entry, [i])
            yield f"{level} {escape(division_name(entry.law.divisions[i]))}\n"
        opened = max(opened, last)
        yield _book_article(entry, article)


def render_anchors(entry: Entry, divisions: Sequence[int]) -> Iterator[str]:
    """The places of divisions.

    An id on a heading itself would be a label of the whole project, and collide with every other law's.
    """
    eids = ids.division_eids(entry.law.divisions)
    for i in divisions:
        yield block(f"[]{{#{ids.anchor_of_eid(eids[i])}}}", ["division-anchor"])


def render_preamble(entry: Entry) -> Iterator[str]:
    """What stands before the first article."""
    if entry.law.front.preamble:
        yield fence("div", "law-text", "\n".join(render_passages(entry.law.front.preamble, "preamble")), depth=4)


def render_annex_links(entry: Entry) -> Iterator[str]:
    """A link to the page of every annex."""
    for annex in entry.law.annexes:
        docname = object_name(entry, ids.annex_eid(annex.number))
        yield block(role("ref", annex.heading.text or annex.label, docname), ["annex-link"])


def _book_article(entry: Entry, article: Article) -> str:
    if article.number == UNNUMBERED:
        return fence("div", "law-article", "\n".join(render_article(entry, article)), depth=4)
    anchor = ids.anchor_of_eid(ids.article_eid(article.number))
    label = block(reference_to(entry, article) + _annotation_mark(entry, article), ["article-label"], anchor)
    body = "\n".join([label, *render_article(entry, article, f"{anchor}-")])
    return fence("div", "law-article", body, depth=4)


def _annotation_mark(entry: Entry, article: Article) -> str:
    """A small link to the article's page where an editor has something to say or another provision refers to it."""
    found = entry.annotations_of(article)
    counts = [("注", "编者注", len(found.notes)), ("引", "被引用", len(found.referred_by))]
    shown = [(f"{letter}{count}", f"{name}{count}处") for letter, name, count in counts if count]
    if not shown:
        return ""
    name = object_name(entry, ids.article_eid(article.number))
    mark = role("ref", " ".join(letter for letter, _ in shown), name, "，".join(words for _, words in shown))
    return f" [{mark}]{{.article-mark}}"
