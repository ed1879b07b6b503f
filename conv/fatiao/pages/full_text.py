"""The text of a law for continuous reading: headings, and articles with links to their own pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fatiao import ids
from fatiao.language.interface import say
from fatiao.model.law import UNNUMBERED, Article
from fatiao.pages.blocks import Anchor, Block, Group, Heading, Inline, Page, Styled, Text, TextParagraph, refer
from fatiao.pages.contents import volume_name
from fatiao.pages.provisions import reference_to, render_article, render_passages
from fatiao.pages.text_pages import Volume
from fatiao.site.model import Entry, object_name


def render_text(entry: Entry, articles: Sequence[Article], opened: int = -1, depth: int = 0) -> Iterator[Block]:
    """Yield the articles and the headings before them, below a heading of the second level.

    ``opened`` is the index of the last division whose heading was already written, -1 for none; ``depth`` is the number
    of division levels above these articles.
    """
    for article in articles:
        last = article.division if article.division is not None else opened
        for i in range(opened + 1, last + 1):
            level = min(6, max(3, 2 + len(ids.division_chain(entry.law.divisions, i)) - depth))
            yield from render_anchors(entry, [i])
            yield Heading(level, ids.division_name(entry.law.divisions[i]))
        opened = max(opened, last)
        yield _book_article(entry, article)


def render_anchors(entry: Entry, divisions: Sequence[int]) -> Iterator[TextParagraph]:
    """Yield the anchors of divisions, given by index.

    An id on the heading itself would be a label of the whole project and collide with those of other laws.
    """
    eids = ids.division_eids(entry.law.divisions)
    for i in divisions:
        yield TextParagraph((Anchor(ids.anchor_of_eid(eids[i])),), ("division-anchor",))


def render_preamble(entry: Entry) -> Iterator[Group]:
    """Yield the preamble; nothing if the law has none."""
    if entry.law.front.preamble:
        yield Group("law-text", tuple(render_passages(entry.law.front.preamble, "preamble")))


def render_annex_links(entry: Entry) -> Iterator[TextParagraph]:
    """Yield a link to the page of every annex."""
    for annex in entry.law.annexes:
        name = object_name(entry, ids.annex_eid(annex.number))
        yield TextParagraph((refer("ref", annex.heading.text or annex.label, name),), ("annex-link",))


def _book_article(entry: Entry, article: Article) -> Group:
    if article.number == UNNUMBERED:
        return Group("law-article", tuple(render_article(entry, article)))
    anchor = ids.anchor_of_eid(ids.article_eid(article.number))
    line = (reference_to(entry, article), *_annotation_mark(entry, article))
    label = TextParagraph(line, ("article-label",), anchor)
    return Group("law-article", (label, *render_article(entry, article, f"{anchor}-")))


def _annotation_mark(entry: Entry, article: Article) -> tuple[Inline, ...]:
    """Return a small link to the article's page if it has editor's notes or is cited by other provisions."""
    found = entry.annotations_of(article)
    notes, cited = len(found.notes), len(found.referred_by)
    counts = [
        (say("注"), say("编者注{count}处", count=notes), notes),
        (say("引"), say("被引用{count}处", count=cited), cited),
    ]
    # no number after the letter: it would look like a footnote mark
    shown = [(letter, words) for letter, words, count in counts if count]
    if not shown:
        return ()
    name = object_name(entry, ids.article_eid(article.number))
    letters, words = shown[0]
    if shown[1:]:
        letters = say("{one} {other}", one=letters, other=shown[1][0])
        words = say("{one}，{other}", one=words, other=shown[1][1])
    mark = refer("ref", letters, name, words)
    return (Text(" "), Styled((mark,), "article-mark"))


def render_volume_pages(entry: Entry, volumes: Iterable[Volume], first: Sequence[Block] = ()) -> Iterator[Page]:
    """Yield the pages of a text that stands on several; each begins with the blocks ``first``."""
    opened = -1
    for volume in volumes:
        above = -1 if volume.division is None else volume.division
        blocks: list[Block] = [*first, *render_anchors(entry, range(opened + 1, above + 1))]
        opened = max(opened, above)
        blocks.append(Heading(2, volume_name(entry, volume)))
        blocks += render_text(
            entry, volume.articles, opened, len(ids.division_chain(entry.law.divisions, volume.division))
        )
        opened = max([opened, *(a.division for a in volume.articles if a.division is not None)])
        yield Page(volume.docname, entry.title, tuple(blocks))
