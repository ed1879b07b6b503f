"""Pages with several stories, as in newspapers: choose the blocks that belong to the law."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from fatiao.formats.article_labels import ARTICLE_LABEL, NUMERAL
from fatiao.formats.pdf_blocks import PdfBlock
from fatiao.reading.blocks.foreign_words import weigh

#: A headline is larger than the text by this factor, and has at most this many characters.
_LARGER, _LONGEST = 1.2, 60
_ARTICLE = re.compile(rf"{ARTICLE_LABEL}\s")
_DIVISION = re.compile(rf"第{NUMERAL}[编章节]|附\s*件|附\s*则|总\s*则|目\s*录")


#: A line that ends a sentence.
_ENDS = tuple("。；：！？")
#: A caption is set larger or smaller than the text by more than this share, yet smaller than a headline.
_OTHER_SIZE = 0.05


@dataclass(slots=True)
class _Story:
    """A headline with the blocks below it; one without (not ``headed``) runs on from another page or place."""

    headed: bool
    blocks: list[PdfBlock] = field(default_factory=list)

    @property
    def articles(self) -> int:
        return sum(map(_articles, self.blocks))

    @property
    def weight(self) -> int:
        """The weight of the words: above zero they read like a newspaper."""
        return weigh("".join(line.text for block in self.blocks for line in block.lines))


def choose_story(blocks: Sequence[PdfBlock]) -> tuple[list[PdfBlock], list[PdfBlock]]:
    """Return the blocks of the law and those of other stories; all are the law's if nothing separates them."""
    stories = _stories(blocks)
    numbered = [index for index, story in enumerate(stories) if story.articles]
    if not numbered or not _has_columns(blocks):
        return list(blocks), []
    first, last = numbered[0], numbered[-1]
    text = _text_size(blocks)
    law: list[PdfBlock] = []
    others: list[PdfBlock] = []
    for index, story in enumerate(stories):
        if story.articles or _is_title_of(stories, index, first):
            kept = True
        elif story.headed:
            kept = first <= index <= last and story.weight <= 0 and _is_finished(law)
        else:
            kept = index > first and story.weight <= 0 and not _is_finished(law)
        for block in story.blocks:
            (law if kept and not _is_caption(block, text) else others).append(block)
    return law, others


def _articles(block: PdfBlock) -> int:
    return sum(_ARTICLE.match(line.text) is not None for line in block.lines)


def _is_finished(law: Sequence[PdfBlock]) -> bool:
    """Return True if a headline may follow: it never interrupts a sentence."""
    text = law[-1].lines[-1].text if law else ""
    return not text or text.endswith(_ENDS) or _DIVISION.match(text) is not None


def _is_caption(block: PdfBlock, text: float) -> bool:
    """Return True if a block reads like the words to a picture; ``text`` is the size of the law's characters."""
    if abs(block.size - text) <= _OTHER_SIZE * text or block.size > _LARGER * text or _articles(block):
        return False
    words = "".join(line.text for line in block.lines)
    return len(words) <= _LONGEST and weigh(words) > 0


def _is_title_of(stories: Sequence[_Story], index: int, first: int) -> bool:
    """Return True if a story without articles stands right before the law and reads like its heading."""
    return index == first - 1 and stories[index].weight <= 0 and len(stories[index].blocks) <= 3


def _stories(blocks: Sequence[PdfBlock]) -> list[_Story]:
    """Split the blocks at their headlines; the heading of a division begins no story.

    A story beside the law ends with its page, as the law may run on there without a headline.
    """
    text = _text_size(blocks)
    stories: list[_Story] = []
    headed = begun = False
    beside = 0  # the page of a story beside the law, else 0
    for block in blocks:
        words = "".join(line.text for line in block.lines)
        headline = block.size > _LARGER * text and len(words) <= _LONGEST and not _DIVISION.match(words)
        page = block.lines[0].page
        starts = headline and not headed
        if not stories or starts or (beside and page > beside):
            stories.append(_Story(headline))
            beside = page if begun and headline else 0
        stories[-1].blocks.append(block)
        if _articles(block):
            begun, beside = True, 0
        headed = headline
    return stories


def _text_size(blocks: Sequence[PdfBlock]) -> float:
    """Return the commonest character size, in points."""
    counts: dict[float, int] = {}
    for block in blocks:
        for line in block.lines:
            counts[round(line.size, 1)] = counts.get(round(line.size, 1), 0) + len(line.text)
    return max(counts, key=lambda size: counts[size]) if counts else 0.0


def _has_columns(blocks: Sequence[PdfBlock]) -> bool:
    """Return True if two blocks of at least three lines stand side by side."""
    large = [block for block in blocks if len(block.lines) >= 3]
    return any(
        a.right <= b.left and min(a.bottom, b.bottom) - max(a.top, b.top) > 0 and a.lines[0].page == b.lines[0].page
        for a in large
        for b in large
    )
